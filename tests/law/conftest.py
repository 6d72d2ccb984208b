"""How many cases the law tests try, and the figures that they print."""

from collections.abc import Callable

import pytest

from tests.law.figures import HEADING

#: Cases of one test in the default run, all tests of this folder together in well under half a minute.
DEFAULT_CASES = 250


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--law-cases", type=int, default=DEFAULT_CASES, help="cases of each test of tests/law")


@pytest.fixture(scope="session")
def cases(request: pytest.FixtureRequest) -> int:
    """How many cases to try. The option is known only where this folder is named on the command line."""
    return int(request.config.getoption("--law-cases", default=DEFAULT_CASES))


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Writes a line of figures that the run prints at its end."""
    return lambda line: record_property(HEADING, line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [r for group in ("passed", "failed") for r in terminalreporter.stats.get(group, [])]
    lines = [str(line) for report in reports for name, line in report.user_properties if name == HEADING]
    if lines:
        terminalreporter.section("the law")
        for line in lines:
            terminalreporter.write_line(line)
