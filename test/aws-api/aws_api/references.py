"""Names by which one request's parameters refer to another's, which neither AWS's models nor the emulator compare.

ECS does, when it registers the task definition and when it creates the service, and AWS WAF among a web ACL's rules.
"""

from collections.abc import Iterator
from typing import Any

from .declared import Stack
from .requests import Request
from .translate import translate


def unresolved(stack: Stack) -> list[str]:
    """Return what in a stack's task definitions, services and web ACLs does not fit together."""
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
            problems += _shift(service, target, requests)
        problems += _alarms(service, requests)
    return problems + [problem for request in requests for problem in _rules(request)]


def _shift(service: Request, target: dict[str, Any], requests: list[Request]) -> Iterator[str]:
    """Look at the rule that ECS changes. Source: "Application Load Balancer resources for blue/green deployments"."""
    shift = target.get("advancedConfiguration")
    if shift is None:
        return
    groups = {target["targetGroupArn"], shift["alternateTargetGroupArn"]}
    for rule in requests:
        if shift["productionListenerRule"] in rule.answers:
            forwards = [action["ForwardConfig"] for action in rule.parameters["Actions"] if "ForwardConfig" in action]
            if [{group["TargetGroupArn"] for group in forward["TargetGroups"]} for forward in forwards] != [groups]:
                yield f"{service}: its production rule does not forward to its two target groups, and to nothing else"
            return
    yield f"{service}: there is no rule {shift['productionListenerRule']}"


def _alarms(service: Request, requests: list[Request]) -> Iterator[str]:
    there = {request.parameters["AlarmName"] for request in requests if request.operation == "PutMetricAlarm"}
    for name in service.parameters["deploymentConfiguration"].get("alarms", {}).get("alarmNames", []):
        if name not in there:
            yield f"{service}: there is no alarm {name}"


def _rules(request: Request) -> Iterator[str]:
    """Look at a web ACL's rules. Source: AWS WAF API Reference, "Rule"."""
    rules = request.parameters["Rules"] if request.operation == "CreateWebACL" else []
    if len({rule["Priority"] for rule in rules}) < len(rules):
        yield f"{request}: two rules have one priority"
    for rule in rules:
        wanted = "OverrideAction" if "ManagedRuleGroupStatement" in rule["Statement"] else "Action"
        if {"Action", "OverrideAction"} & rule.keys() != {wanted}:
            yield f"{request}: the rule {rule['Name']} wants {wanted}, and no other"


def _volumes(definition: Request) -> Iterator[str]:
    volumes = {volume["name"] for volume in definition.parameters["volumes"]}
    for container in definition.parameters["containerDefinitions"]:
        for mount in container["mountPoints"]:
            if mount["sourceVolume"] not in volumes:
                yield f"{definition}: there is no volume {mount['sourceVolume']}"
