"""What the program declares, as `declare.ts` prints it."""

import copy
import json
import shutil
import subprocess
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Resource:
    """One declared resource; `local/declared.ts` says what its parts are."""

    urn: str
    type: str
    name: str
    region: str
    inputs: dict[str, Any]
    state: dict[str, Any]
    id: str
    dependencies: tuple[str, ...]

    @property
    def label(self) -> str:
        """How messages call it: the last part of its type, and its name."""
        return f"{self.type.rsplit(':', 1)[-1]} {self.name}"

    @property
    def physical_name(self) -> str:
        """The name on AWS: where the program sets none, Pulumi adds a dash and seven digits to the logical one."""
        name = self.inputs.get("name") or self.state.get("name")
        return name if isinstance(name, str) else f"{self.name}-{self.digits('name', 7)}"

    def digits(self, what: str, length: int) -> str:
        """Hexadecimal digits, always the same, for an id that AWS would make up."""
        return sha256(f"{self.urn} {what}".encode()).hexdigest()[:length]


@dataclass(frozen=True)
class Stack:
    """Every resource that the program declares under some settings, each after what it depends on."""

    region: str
    resources: tuple[Resource, ...]
    settings: frozenset[str] = frozenset()
    """Names of the settings that are other than by default."""
    zones: dict[str, str] = field(default_factory=dict)
    """Hosted zones that the program looks up: id to name."""

    def changed(self, type_: str, name: str, path: str, value: Any) -> "Stack":
        """Return the stack with one declared property set, or removed where the value is None.

        The path is dotted, and a number is a place in a list: `taskDefinitionArgs.container.portMappings.0.protocol`.
        """
        found = [resource for resource in self.resources if (resource.type, resource.name) == (type_, name)]
        if len(found) != 1:
            raise LookupError(f"{len(found)} declared resources are of type {type_} and named {name}; expected one.")
        inputs = copy.deepcopy(found[0].inputs)
        *parents, last = (int(part) if part.isdigit() else part for part in path.split("."))
        parent = inputs
        for part in parents:
            parent = parent[part]
        if value is None:
            del parent[last]
        else:
            parent[last] = value
        # What the evaluation answered repeats the inputs; what it made up stays.
        state = {key: made_up for key, made_up in found[0].state.items() if key not in found[0].inputs} | inputs
        new = Resource(**{**found[0].__dict__, "inputs": inputs, "state": state})
        resources = tuple(new if resource is found[0] else resource for resource in self.resources)
        return replace(self, resources=resources)


class Declarations(NamedTuple):
    """What `declare.ts` prints."""

    settings: frozenset[str]
    """Names of all settings that the program has."""
    stacks: dict[str, Stack]


def declarations() -> Declarations:
    """Evaluate the program under every settings of `declare.ts`."""
    node = shutil.which("node") or "node"
    command = [node, "-r", "./scripts/typescript.cjs", "test/aws-api/declare.ts"]
    printed = subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603 - A command of our own.
    found = json.loads(printed)
    stacks = {name: read_stack(stack) for name, stack in found["stacks"].items()}
    return Declarations(frozenset(found["settings"]), stacks)


def read_stack(printed: dict[str, Any]) -> Stack:
    """Read one printed stack, and put its resources in the order of their dependencies."""
    region = printed["region"]
    fields = ("urn", "type", "name", "inputs", "state", "id")
    resources = [
        Resource(
            **{field: resource[field] for field in fields}, region=region, dependencies=tuple(resource["dependencies"])
        )
        for resource in printed["resources"]
    ]
    by_urn = {resource.urn: resource for resource in resources}
    if len(by_urn) != len(resources):
        raise ValueError("Two declared resources have one URN: one of them would be lost.")
    # The declared order breaks ties, so that a message about the order is the same in each run.
    order = TopologicalSorter({resource.urn: resource.dependencies for resource in resources}).static_order()
    in_order = tuple(by_urn[urn] for urn in order)
    return Stack(region, in_order, frozenset(printed["settings"]), printed["zones"])
