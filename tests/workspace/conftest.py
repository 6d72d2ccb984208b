"""The folder with a policy and tenders in which the command is run."""

from tests.cli.conftest import shop

__all__ = ["shop"]
