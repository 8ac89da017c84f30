"""No setting is left out: each is other than by default in one of the stacks, on all of which the other tests run."""

from collections import Counter

from aws_api.declared import Declarations


def test_every_setting_is_changed_in_a_stack(declarations: Declarations) -> None:
    changed = Counter(name for stack in declarations.stacks.values() for name in stack.settings)
    assert len(declarations.settings) > 40
    assert set(changed) == declarations.settings


def test_nothing_is_changed_in_the_stack_as_it_comes(declarations: Declarations) -> None:
    assert declarations.stacks["as it comes"].settings == frozenset()
