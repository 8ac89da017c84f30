"""The `aws` commands that the documentation names, and whether the AWS CLI has them.

The CLI makes its commands and options out of AWS's models: `AdminCreateUser` with `UserPoolId` is
`admin-create-user --user-pool-id`.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import botocore.session
from botocore import xform_name
from botocore.exceptions import UnknownServiceError

from .models import operation_model, service_model

GLOBAL_OPTIONS = frozenset({"endpoint-url", "no-paginate", "output", "profile", "query", "region"})
"""Of every command. Source: AWS CLI Command Reference, "aws", Global options."""

CUSTOM_COMMANDS = {
    ("logs", "tail"): frozenset({"since", "follow", "format", "filter-pattern", "log-stream-names"}),
    ("s3", "sync"): frozenset({"delete", "dryrun", "exclude", "include", "quiet", "size-only"}),
}
"""What the CLI adds to the models, with options of it. Source: AWS CLI Command Reference, the commands' own pages."""


@dataclass(frozen=True)
class Command:
    """One command: `aws ecs update-service --cluster ...`."""

    service: str
    operation: str
    options: tuple[str, ...]
    line: str
    whole: bool
    """Whether it has options, and so is written to be run as it is."""

    def __str__(self) -> str:
        """Return the command as it is written."""
        return self.line


def documentation(root: Path) -> list[Path]:
    """Return the pages that people read: at the top, and in `docs`."""
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def commands(markdown: str) -> list[Command]:
    """Return every command in code blocks and between backticks."""
    text = re.sub(r"\\\n\s*", "", markdown)
    blocks = re.findall(r"^ {4,}(\S.*)$", text, re.MULTILINE)
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        blocks += block.splitlines()
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^ {4,}.*$", "", text, flags=re.MULTILINE))
    return [command for line in [*blocks, *inline] for command in _in_line(line)]


def _in_line(line: str) -> Iterator[Command]:
    """Find commands at the beginning of a line, and in `$( )`, which may stand inside of another."""
    nested = re.findall(r"\$\(\s*(aws [^()]*(?:\([^()]*\)[^()]*)*)\)", line)
    outer = re.sub(r"\$\([^()]*(?:\([^()]*\)[^()]*)*\)", "VALUE", line)
    for text in [*nested, *([outer] if outer.startswith("aws ") else [])]:
        words = shlex.split(re.split(r"\s[|>]\s?", text)[0], comments=True)
        # `aws cognito-idp` and `aws cognito-idp --endpoint-url` name a service, and are no command.
        operation = words[2:3]
        if operation and not operation[0].startswith("-"):
            options = tuple(word.removeprefix("--").partition("=")[0] for word in words if word.startswith("--"))
            yield Command(words[1], operation[0], options, text, whole=bool(options))


def problems(command: Command) -> list[str]:
    """Return what of a command the AWS CLI does not have, and what it would ask for."""
    custom = CUSTOM_COMMANDS.get((command.service, command.operation))
    if custom is not None:
        return [f"no option --{option}" for option in command.options if option not in custom | GLOBAL_OPTIONS]
    try:
        name = _operations(command.service).get(command.operation)
    except UnknownServiceError:
        return [f"no service {command.service}"]
    if name is None:
        return [f"no command {command.service} {command.operation}"]
    shape = operation_model(command.service, name).input_shape
    known = {xform_name(member, "-"): member for member in shape.members}
    booleans = {f"no-{name}" for name, member in known.items() if shape.members[member].type_name == "boolean"}
    required = {xform_name(member, "-") for member in shape.required_members}
    options = {*known, *booleans, *GLOBAL_OPTIONS}
    unknown = [f"no option --{option}" for option in command.options if option not in options]
    missing = [f"needs --{option}" for option in sorted(required - set(command.options)) if command.whole]
    return [*unknown, *missing]


@cache
def _operations(service: str) -> dict[str, str]:
    if service not in botocore.session.get_session().get_available_services():
        raise UnknownServiceError(service_name=service, known_service_names="")
    return {xform_name(name, "-"): name for name in service_model(service).operation_names}
