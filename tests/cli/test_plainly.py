"""What is understood without click, click understands alike."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policyspec.cli import plainly
from policyspec.cli.check import command
from policyspec.cli.plainly import Asked
from tests.cli.conftest import GOOD, Shop

VALUES = [
    "t.yaml",
    "p.policy",
    "draft",
    "publish",
    "final",
    "html=a.html",
    "x=1",
    "should,flag",
    "2 March 2026",
    "",
    "-",
    "a b",
]
OPTIONS = sorted({name for option in command.params for name in (*option.opts, *option.secondary_opts)} - {"--watch"})
WORDS = st.sampled_from(
    ["--policy", "--policy", "t.yaml", "p.policy", *VALUES, *OPTIONS, "-h", "--", "--gate=draft", "-pp.policy"]
)


@pytest.fixture(scope="module", autouse=True)
def _nothing_configured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(tmp_path_factory.mktemp("plainly"))
        yield


def by_click(arguments: list[str]) -> Asked:
    with command.make_context("check", list(arguments)) as context:
        return Asked(**{name: value for name, value in context.params.items() if name != "show_settings"})


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], max_examples=300)
@given(st.lists(WORDS, max_size=8))
def test_any_words(arguments: list[str]) -> None:
    found = plainly.asked(arguments)
    if found is not None:
        assert found == by_click(arguments)


PAIRS = st.tuples(st.sampled_from(sorted(plainly._OPTIONS)), st.sampled_from(VALUES)).map(list)
PLAIN = st.lists(PAIRS | st.sampled_from(VALUES).map(lambda word: [word]) | st.just(["--no-config"]), max_size=8)


@given(PLAIN)
def test_options_with_values(parts: list[list[str]]) -> None:
    arguments = ["t.yaml", "--policy", "p.policy", *(word for part in parts for word in part)]
    found = plainly.asked(arguments)
    if found is not None:
        assert found == by_click(arguments)


def test_the_plainest_is_understood() -> None:
    assert plainly.asked(["t.yaml", "-p", "p.policy", "--gate", "publish"]) == Asked(
        ("t.yaml",), ("p.policy",), gate="publish"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["t.yaml"],
        ["--policy", "p.policy"],
        ["t.yaml", "--policy"],
        ["t.yaml", "--policy", "p.policy", "--gate", "final"],
        ["t.yaml", "--policy", "p.policy", "--polcy", "q.policy"],
        ["-", "--policy", "p.policy"],
        ["t.yaml", "--policy", "p.policy", "--on", "--no-config"],
    ],
)
def test_what_click_has_to_say(arguments: list[str]) -> None:
    assert plainly.asked(arguments) is None


def test_a_configuration_is_read_by_click(shop: Shop) -> None:
    arguments = [shop.write("t.yaml", GOOD), "--policy", "p.policy"]
    assert plainly.asked(arguments) is not None
    shop.write("policyspec.toml", 'gate = "publish"\n')
    assert plainly.asked(arguments) is None
    assert plainly.asked([*arguments, "--no-config"]) is not None


def test_completion_is_left_to_click(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_POLICYSPEC_COMPLETE", "bash_complete")
    assert plainly.asked(["t.yaml", "--policy", "p.policy"]) is None


def test_each_field_is_a_parameter_of_click() -> None:
    known = {parameter.name for parameter in command.params}
    assert set(Asked.__match_args__) <= known
    assert {field for field, _ in plainly._OPTIONS.values()} <= known
    for name, (field, repeated) in plainly._OPTIONS.items():
        option = next(one for one in command.params if name in one.opts)
        assert (option.name, option.multiple) == (field, repeated)
