"""The declared stacks, evaluated once for all tests."""

import gc
import os
from collections.abc import Callable
from functools import cache

import pytest

from aws_api.declared import Declarations, Stack
from aws_api.declared import declarations as evaluate

_evaluated = cache(evaluate)


def pytest_configure() -> None:
    """Forget whoever runs the tests: with a profile or an endpoint of theirs, requests would not be the emulator's."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    # Nothing here starts machines, and moto would make up a thousand images of them in each account.
    os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    # AWS's models stay: looked through as often as by default, they take a sixth of the time.
    gc.set_threshold(100_000, 20, 20)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes a `stack` on every declared one."""
    if "stack" in metafunc.fixturenames:
        stacks = _evaluated().stacks
        metafunc.parametrize("stack", stacks.values(), ids=list(stacks))


@pytest.fixture
def declarations() -> Declarations:
    """Return all stacks, and the names of the settings."""
    return _evaluated()


@pytest.fixture
def stack_called(declarations: Declarations) -> Callable[[str], Stack]:
    """Return what finds a stack by its name in `declare.ts`."""
    return declarations.stacks.__getitem__


@pytest.fixture
def default_stack() -> Stack:
    """Return the stack as it comes, with nothing set but the domain."""
    return _evaluated().stacks["as it comes"]


@pytest.fixture
def scheduled_stack() -> Stack:
    """Return the stack of an app with opening hours, whose tasks are scaled."""
    return _evaluated().stacks["scaled, with opening hours"]
