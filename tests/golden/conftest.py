"""`make golden` writes the machine's part of the golden files again; what people claim it leaves alone."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is said of each case again")
