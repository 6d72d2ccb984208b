"""`pytest tests/bad --update-bad` writes what each case says again; look at every difference before you keep it."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-bad", action="store_true", help="write what is said of each case again")
