"""The façade: one explicit list of public names. (Its order is held by ruff, RUF022.)"""

import inspect

import pytest

import policyspec


def test_a_name_is_listed_once() -> None:
    assert len(policyspec.__all__) == len(set(policyspec.__all__))


@pytest.mark.parametrize("name", policyspec.__all__)
def test_a_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(policyspec, name)
    if inspect.isclass(value) or inspect.isfunction(value):
        assert value.__doc__, f"{name} has no docstring"
        assert not value.__doc__.startswith(f"{name}("), f"{name} has only the docstring that dataclass makes"


@pytest.mark.parametrize("name", policyspec.__all__)
def test_a_public_name_is_listed_by_dir(name: str) -> None:
    assert name in dir(policyspec)
