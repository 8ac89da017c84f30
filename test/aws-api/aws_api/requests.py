"""What a declared resource asks of AWS in its life."""

import re
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """One request to an AWS API.

    `answers` names what AWS makes up in its answer and later requests repeat: the evaluation's stand-in for it, and
    where the real one is in the answer, as a JMESPath expression. `subject` tells apart the resources that one declared
    component stands for. `region` is for what is asked of another region than the stack's.
    """

    service: str
    operation: str
    parameters: dict[str, Any]
    answers: dict[str, str] = field(default_factory=dict)
    subject: str = ""
    region: str | None = None

    def __str__(self) -> str:
        """Return the operation as AWS's documentation calls it."""
        return f"{self.service} {self.operation}"


@dataclass(frozen=True)
class Life:
    """The requests that create a resource, in order, and those that delete it."""

    create: tuple[Request, ...] = ()
    delete: tuple[Request, ...] = ()


def renamed(value: Any, names: dict[str, str]) -> Any:
    """Replace strings, also inside other strings, wherever they occur in a request's parameters."""
    if isinstance(value, str):
        # In one pass, because a new name may be another's old one; the longest first, because one may begin another.
        old_names = sorted((old for old in names if old in value), key=len, reverse=True)
        pattern = "|".join(map(re.escape, old_names))
        return re.sub(pattern, lambda found: names[found[0]], value) if pattern else value
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    if isinstance(value, dict):
        return {key: renamed(item, names) for key, item in value.items()}
    return value
