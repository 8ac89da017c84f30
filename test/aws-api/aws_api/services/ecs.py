"""Amazon ECS: the cluster, and what `awsx.ecs.FargateService` makes.

The service is a remote component: its children are registered by its own provider, so that an evaluation sees its
inputs only. What it makes of those that this program uses is known from its source (pulumi/pulumi-awsx,
`awsx/ecs/fargateService.ts` and `fargateTaskDefinition.ts`).
"""

from typing import Any

from ..declared import Resource
from ..properties import Properties, UnknownPropertyError
from ..requests import Life, Request


def cluster(resource: Resource) -> Life:
    """Translate `aws.ecs.Cluster`."""
    properties = Properties(resource)
    parameters = {
        "clusterName": resource.physical_name,
        "tags": _tags(properties),
        **properties.parameters("ecs", "CreateCluster", {"name": "clusterName"}),
    }
    arn = resource.state["arn"]
    return Life(
        (Request("ecs", "CreateCluster", parameters, {arn: "cluster.clusterArn"}),),
        (Request("ecs", "DeleteCluster", {"cluster": arn}),),
    )


def capacity_providers(resource: Resource) -> Life:
    """Translate `aws.ecs.ClusterCapacityProviders`, which AWS keeps as a property of the cluster."""
    properties = Properties(resource)
    cluster = properties.take("clusterName")
    parameters = {
        "cluster": cluster,
        "defaultCapacityProviderStrategy": [],
        **properties.parameters("ecs", "PutClusterCapacityProviders"),
    }
    none = {"cluster": cluster, "capacityProviders": [], "defaultCapacityProviderStrategy": []}
    return Life(
        (Request("ecs", "PutClusterCapacityProviders", parameters),),
        (Request("ecs", "PutClusterCapacityProviders", none),),
    )


def fargate_service(resource: Resource) -> Life:
    """Translate `awsx.ecs.FargateService`: a task definition, and a service that runs it."""
    properties = Properties(resource)
    task = _task_definition(resource, properties.take("taskDefinitionArgs"))
    definition = f"arn:aws:ecs:{resource.region}:123456789012:task-definition/{task['family']}:1"
    service = _service(resource, properties, definition)
    subject = f"{resource.name}-task-definition"
    identity = {"cluster": service["cluster"], "service": service["serviceName"]}
    answers = {definition: "taskDefinition.taskDefinitionArn"}
    return Life(
        (
            Request("ecs", "RegisterTaskDefinition", task, answers, subject),
            Request("ecs", "CreateService", service),
        ),
        (
            # The provider stops the tasks first.
            Request("ecs", "UpdateService", {**identity, "desiredCount": 0}),
            Request("ecs", "DeleteService", identity),
            Request("ecs", "DeregisterTaskDefinition", {"taskDefinition": definition}, subject=subject),
        ),
    )


DEPLOYMENT = {
    "alarms": "alarms",
    "deploymentCircuitBreaker": "deploymentCircuitBreaker",
    "deploymentMaximumPercent": "maximumPercent",
    "deploymentMinimumHealthyPercent": "minimumHealthyPercent",
}


def _service(resource: Resource, properties: Properties, definition: str) -> dict[str, Any]:
    network = dict(properties.take("networkConfiguration"))
    network["assignPublicIp"] = "ENABLED" if network.get("assignPublicIp") else "DISABLED"
    regrouped = {
        "networkConfiguration": {"awsvpcConfiguration": network},
        "deploymentConfiguration": {
            **{new: properties.take(old) for old, new in DEPLOYMENT.items() if old in resource.inputs},
            **_bake_time(properties.take("deploymentConfiguration", {})),
        },
    }
    strategies = properties.take("capacityProviderStrategies")
    return {
        # Others name the service as the evaluation does.
        "serviceName": resource.state["service"]["name"],
        **({"launchType": "FARGATE"} if strategies is None else {"capacityProviderStrategy": strategies}),
        "schedulingStrategy": "REPLICA",
        "taskDefinition": definition,
        "tags": _tags(properties),
        **Properties(resource, regrouped).parameters("ecs", "CreateService"),
        **properties.parameters("ecs", "CreateService"),
    }


def _bake_time(declared: dict[str, Any]) -> dict[str, Any]:
    """Make a number of the minutes, which the provider takes as a text."""
    minutes = declared.get("bakeTimeInMinutes")
    is_number = isinstance(minutes, str) and minutes.isdecimal()
    return {**declared, "bakeTimeInMinutes": int(minutes)} if is_number else declared


def _task_definition(resource: Resource, declared: dict[str, Any]) -> dict[str, Any]:
    properties = Properties(resource, declared)
    if properties.take("logGroup") != {"skip": True}:
        raise UnknownPropertyError(f"{resource.label}: the translation knows logGroup as skipped only.")
    regrouped = {
        "containerDefinitions": [_container(properties.take("container"))],
        **{f"{role}Arn": properties.take(role)["roleArn"] for role in ("executionRole", "taskRole")},
    }
    return {
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "tags": _tags(properties),
        **Properties(resource, regrouped).parameters("ecs", "RegisterTaskDefinition"),
        **properties.parameters("ecs", "RegisterTaskDefinition"),
    }


def _container(declared: dict[str, Any]) -> dict[str, Any]:
    """In a task with a network interface of its own, a container's port is the task's."""
    ports = [{"hostPort": mapping["containerPort"], **mapping} for mapping in declared["portMappings"]]
    return {**declared, "portMappings": ports}


def _tags(properties: Properties) -> list[dict[str, str]]:
    """Take the tags, whose members ECS writes in lower case."""
    return [{"key": tag["Key"], "value": tag["Value"]} for tag in properties.tags()]
