"""A stack's requests as a CloudFormation template, for cfn-lint.

CloudFormation's published schemas know more than the models of the APIs: which CPU goes with which memory on Fargate,
which days a log group may be kept for, what a policy document must hold. Their property names are nearly those of the
APIs.
"""

import json
from functools import cache
from typing import Any

from botocore.model import Shape
from cfnlint.config import ConfigMixIn, ManualArgs
from cfnlint.decode import decode_str
from cfnlint.rules import Rules
from cfnlint.runner import Runner, run_template_by_data

from .counterparts import COUNTERPARTS, WITHOUT_COUNTERPART, Properties
from .declared import Stack
from .models import operation_model
from .requests import Request
from .translate import translate

# A template is for one region here, so that it may name the region's zones.
IGNORED = ["W3010"]


def template(stack: Stack) -> dict[str, Any]:
    """Return the CloudFormation template of what a stack declares."""
    resources: dict[str, Any] = {}
    for resource, life in translate(stack):
        for request in life.create:
            if request.operation in WITHOUT_COUNTERPART:
                continue
            type_, change = COUNTERPARTS[request.operation]
            logical_id = _alphanumeric(f"{type_.rsplit(':', 1)[-1]} {request.subject or resource.name}")
            described = resources.setdefault(logical_id, {"Type": type_, "Properties": {}})
            _add(described["Properties"], change(_capitalized(request)), logical_id)
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}


def _add(properties: Properties, more: Properties, logical_id: str) -> None:
    """Add what a later request says of a resource. It must not contradict an earlier one, or one of the two is lost."""
    for name, value in more.items():
        if properties.setdefault(name, value) != value:
            raise ValueError(f"{logical_id} would get two values of {name}: two resources have one logical id.")


@cache
def _rules() -> Rules:
    """Load cfn-lint's rules once: that takes longer than to check a template by them."""
    return Runner(ConfigMixIn()).rules


def findings(stack: Stack) -> list[str]:
    """Return what cfn-lint finds in a stack's template."""
    decoded, matches = decode_str(json.dumps(template(stack)))
    config = ConfigMixIn(**ManualArgs(regions=[stack.region], ignore_checks=IGNORED))
    matches += run_template_by_data(decoded, config, _rules())
    return [f"{match.rule.id} {'/'.join(map(str, match.path or []))}: {match.message}" for match in matches]


def _capitalized(request: Request) -> Properties:
    """Give all members capitals, which some APIs write without. The keys of maps are data and stay."""
    return _members(operation_model(request.service, request.operation).input_shape, request.parameters)


def _members(shape: Shape, value: Any) -> Any:
    if shape.type_name == "structure":
        return {name[0].upper() + name[1:]: _members(shape.members[name], item) for name, item in value.items()}
    if shape.type_name == "list":
        return [_members(shape.member, item) for item in value]
    return value


def _alphanumeric(text: str) -> str:
    return "".join(part.capitalize() for part in "".join(c if c.isalnum() else " " for c in text).split())
