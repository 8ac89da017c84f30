"""The declared stacks, evaluated once for all tests."""

from functools import cache

import pytest

from aws_api.declared import Stack, declared_stacks

_stacks = cache(declared_stacks)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes a `stack` on every declared one."""
    if "stack" in metafunc.fixturenames:
        metafunc.parametrize("stack", _stacks().values(), ids=list(_stacks()))


@pytest.fixture
def default_stack() -> Stack:
    """Return the stack as it comes, with nothing set but the domain."""
    return _stacks()["as it comes"]
