"""AWS's own published models of its APIs, and whether they accept a request.

The models are those that the AWS CLI and boto3 are made of. botocore checks types and required members by them, and
leaves enumerations, patterns and lengths to the service; here, they count as well.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session
import regex
from botocore.model import OperationModel, ServiceModel, Shape
from botocore.validate import ParamValidator

from .documented import WIDER, documented_problems
from .requests import Request


@cache
def operation_model(service: str, operation: str) -> OperationModel:
    """Return the published model of one operation, such as `elbv2` `CreateListener`."""
    return service_model(service).operation_model(operation)


@cache
def service_model(service: str) -> ServiceModel:
    """Return the published model of one service, such as `elbv2`."""
    return botocore.session.get_session().get_service_model(service)


def problems(request: Request) -> list[str]:
    """Return what AWS's model of the operation refuses in a request."""
    shape = operation_model(request.service, request.operation).input_shape
    report = ParamValidator().validate(request.parameters, shape)
    if report.has_errors():
        return [f"{request}: {line}" for line in report.generate_report().splitlines()]
    return [f"{request}: {problem}" for problem in _constraints(request.service, shape, request.parameters, "")]


def _constraints(service: str, shape: Shape, value: Any, path: str) -> Iterator[str]:
    """Walk a value whose types are right, and name what breaks an enumeration, a pattern or a bound."""
    if shape.type_name == "structure":
        yield from documented_problems(service, shape, value, path)
        for name, member in value.items():
            yield from _constraints(service, shape.members[name], member, f"{path}.{name}")
    elif shape.type_name == "list":
        yield from _bounds(shape, len(value), f"{path} has {len(value)} items")
        for index, item in enumerate(value):
            yield from _constraints(service, shape.member, item, f"{path}[{index}]")
    elif shape.type_name == "map":
        yield from _bounds(shape, len(value), f"{path} has {len(value)} entries")
        for key, item in value.items():
            yield from _constraints(service, shape.key, key, f"{path} key {key}")
            yield from _constraints(service, shape.value, item, f"{path}[{key}]")
    elif shape.type_name == "string":
        yield from _text(service, shape, value, path)
    elif shape.type_name == "blob":
        yield from _bounds(shape, len(value), f"{path} has {len(value)} bytes")
    elif shape.type_name in ("integer", "long", "float", "double"):
        yield from _bounds(shape, value, f"{path} is {value}")


def _text(service: str, shape: Shape, value: str, path: str) -> Iterator[str]:
    yield from _bounds(shape, len(value), f"{path} has {len(value)} characters")
    if shape.enum and value not in shape.enum:
        yield f"{path} is {value!r}, which is none of {', '.join(shape.enum)}"
    pattern = WIDER.get((service, shape.name), shape.metadata.get("pattern"))
    # The services match a pattern against the whole value. `regex`, because the models use Unicode's character classes.
    if pattern is not None and regex.fullmatch(_by_code_points(pattern), value) is None:
        yield f"{path} is {value!r}, which does not match the pattern {pattern}"


def _by_code_points(pattern: str) -> str:
    """Write a range of Java's surrogate pairs, which some models have, as the code points that the pairs stand for."""
    return pattern.replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")


def _bounds(shape: Shape, size: float, what: str) -> Iterator[str]:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        yield f"{what}, and the least is {least}"
    if most is not None and size > most:
        yield f"{what}, and the most is {most}"
