"""Bad values in what is declared, and what is refused because of them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from aws_api.declared import Stack
from aws_api.models import problems
from aws_api.translate import translate


class Planted(NamedTuple):
    """A bad value, None for one that is left out, and a part of what the refusal has to say."""

    resource: tuple[str, str]
    path: str
    value: Any
    words: str

    def into(self, stack: Stack) -> Stack:
        """Return a stack with it."""
        return stack.changed(*self.resource, self.path, self.value)

    def alone(self, stack: Stack) -> Stack:
        """Return a stack with nothing but the resource that has it."""
        return Stack(stack.region, tuple(r for r in self.into(stack).resources if (r.type, r.name) == self.resource))


def label(value: Planted | str) -> str:
    """Name a case by the stack, where it is not the default one, the resource's type and the property."""
    return value if isinstance(value, str) else f"{value.resource[0].rsplit(':', 1)[-1]}.{value.path}"


def refusals(stack: Stack) -> Iterator[str]:
    """Name what the models, and the documentation in them, refuse in a stack's requests."""
    for _, life in translate(stack):
        for request in (*life.create, *life.delete):
            yield from problems(request)
