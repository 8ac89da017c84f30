"""Application Auto Scaling."""

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request

SERVICE = "application-autoscaling"


def target(resource: Resource) -> Life:
    """Translate `aws.appautoscaling.Target`. Its tags are a map."""
    properties = Properties(resource)
    tags = properties.take("tags", {})
    parameters = {"Tags": tags, **properties.parameters(SERVICE, "RegisterScalableTarget")}
    return Life(
        (Request(SERVICE, "RegisterScalableTarget", parameters),),
        (Request(SERVICE, "DeregisterScalableTarget", _identity(resource)),),
    )


def policy(resource: Resource) -> Life:
    """Translate `aws.appautoscaling.Policy`."""
    identity = {"PolicyName": resource.physical_name, **_identity(resource)}
    parameters = {**identity, **Properties(resource).parameters(SERVICE, "PutScalingPolicy")}
    return Life(
        (Request(SERVICE, "PutScalingPolicy", parameters),), (Request(SERVICE, "DeleteScalingPolicy", identity),)
    )


def scheduled_action(resource: Resource) -> Life:
    """Translate `aws.appautoscaling.ScheduledAction`."""
    identity = {"ScheduledActionName": resource.physical_name, **_identity(resource)}
    parameters = {**identity, **Properties(resource).parameters(SERVICE, "PutScheduledAction")}
    return Life(
        (Request(SERVICE, "PutScheduledAction", parameters),), (Request(SERVICE, "DeleteScheduledAction", identity),)
    )


def _identity(resource: Resource) -> dict[str, str]:
    """Name what is scaled."""
    names = {
        "ServiceNamespace": "serviceNamespace",
        "ResourceId": "resourceId",
        "ScalableDimension": "scalableDimension",
    }
    return {name: resource.inputs[key] for name, key in names.items()}
