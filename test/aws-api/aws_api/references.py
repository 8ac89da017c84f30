"""Names by which one request's parameters refer to another's, which neither AWS's models nor the emulator compare.

ECS does, when it registers the task definition and when it creates the service.
"""

from collections.abc import Iterator

from .declared import Stack
from .requests import Request
from .translate import translate


def unresolved(stack: Stack) -> list[str]:
    """Return the names that a stack's task definitions and services use and nothing has."""
    requests = [request for _, life in translate(stack) for request in life.create]
    definitions = [request for request in requests if request.operation == "RegisterTaskDefinition"]
    services = [request for request in requests if request.operation == "CreateService"]
    problems = [problem for definition in definitions for problem in _volumes(definition)]
    ports = {
        (container["name"], mapping["containerPort"])
        for definition in definitions
        for container in definition.parameters["containerDefinitions"]
        for mapping in container["portMappings"]
    }
    for service in services:
        for target in service.parameters["loadBalancers"]:
            if (target["containerName"], target["containerPort"]) not in ports:
                problems.append(f"{service}: no container {target['containerName']} has port {target['containerPort']}")
    return problems


def _volumes(definition: Request) -> Iterator[str]:
    volumes = {volume["name"] for volume in definition.parameters["volumes"]}
    for container in definition.parameters["containerDefinitions"]:
        for mount in container["mountPoints"]:
            if mount["sourceVolume"] not in volumes:
                yield f"{definition}: there is no volume {mount['sourceVolume']}"
