"""From the names and forms of a declared resource's properties to those of an AWS API."""

from collections.abc import Mapping
from typing import Any

from botocore.model import Shape

from .declared import Resource
from .models import operation_model


class UnknownPropertyError(Exception):
    """A declared property that the translation does not know: it would be dropped silently."""


class Properties:
    """The declared properties of one resource, each to be taken once.

    What `take` and its like leave has to be a parameter of the request that `parameters` makes.
    """

    def __init__(self, resource: Resource, inputs: Mapping[str, Any] | None = None) -> None:
        """Start with all of a resource's inputs, or with a part of them."""
        self._resource = resource
        self._left = dict(resource.inputs if inputs is None else inputs)

    def take(self, name: str, default: Any = None) -> Any:
        """Take one property, which does not go into the request as it is."""
        return self._left.pop(name, default)

    def part(self, name: str) -> "Properties":
        """Take the properties inside one property; none where it is not declared."""
        return Properties(self._resource, self.take(name, {}))

    def tags(self) -> list[dict[str, str]]:
        """Take the tags, as most services want them."""
        return [{"Key": key, "Value": value} for key, value in self.take("tags", {}).items()]

    def attributes(self, keys: Mapping[str, str]) -> list[dict[str, str]]:
        """Take the properties that AWS keeps as attributes: pairs of a key and a text."""
        found = {key: self._left.pop(name) for name, key in keys.items() if name in self._left}
        return [{"Key": key, "Value": _text(value)} for key, value in found.items()]

    def parameters(self, service: str, operation: str, renames: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Take everything that is left as parameters of an operation.

        A property is the member of the same name in AWS's model, whatever its capitals, or the one that `renames` gives
        it, at any depth.

        Raises UnknownPropertyError for a property that is no member.
        """
        shape = operation_model(service, operation).input_shape
        left, self._left = self._left, {}
        return self._fit(shape, left, "", renames or {})

    def end(self) -> None:
        """Raise UnknownPropertyError for what nobody took."""
        for name in self._left:
            raise UnknownPropertyError(
                f"{self._resource.label}: no translation to AWS's API knows the property {name}."
            )

    def _fit(self, shape: Shape, value: Any, path: str, renames: Mapping[str, str]) -> Any:
        """Give a value the names of a shape. A value of another form stays as it is, for the model to refuse."""
        if shape.type_name == "structure" and isinstance(value, dict):
            members = {member.lower(): member for member in shape.members}
            fitted = {}
            for name, item in value.items():
                member = members.get(renames.get(name, name).lower())
                if member is None:
                    raise UnknownPropertyError(
                        f"{self._resource.label}: AWS's {shape.name} has nothing for the property {path}{name}."
                    )
                fitted[member] = self._fit(shape.members[member], item, f"{path}{name}.", renames)
            return fitted
        if shape.type_name == "list" and isinstance(value, list):
            return [self._fit(shape.member, item, f"{path}{index}.", renames) for index, item in enumerate(value)]
        return value


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
