"""From an API's parameters to a CloudFormation resource's properties, where the two differ."""

import json
from collections.abc import Callable
from typing import Any

Properties = dict[str, Any]
Change = Callable[[Properties], Properties]

# The type of what an operation creates or changes, and what makes its parameters that resource's properties.
Counterpart = tuple[str, Change]


def but(**renames: str | None) -> Change:
    """Rename some parameters; None leaves out one that says which resource is meant, which the template shows."""

    def change(parameters: Properties) -> Properties:
        named = {renames.get(name, name): value for name, value in parameters.items()}
        return {name: value for name, value in named.items() if name is not None}

    return change


same = but()


def documents(*names: str, **renames: str | None) -> Change:
    """CloudFormation takes a policy itself, where the API takes its text."""

    def change(parameters: Properties) -> Properties:
        read = {name: json.loads(value) if name in names else value for name, value in parameters.items()}
        return but(**renames)(read)

    return change


def with_tag_list(parameters: Properties) -> Properties:
    """CloudFormation takes a list of tags, where the API takes a map."""
    tags = [{"Key": key, "Value": value} for key, value in parameters["Tags"].items()]
    return {**parameters, "Tags": tags}
