"""Amazon EventBridge Scheduler."""

import json

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request

# The AWS SDKs' name of a service, which a universal target has, to boto3's.
SERVICES = {"elasticloadbalancingv2": "elbv2"}


def schedule(resource: Resource) -> Life:
    """Translate `aws.scheduler.Schedule`."""
    identity = {"Name": resource.physical_name}
    parameters = {**identity, **Properties(resource).parameters("scheduler", "CreateSchedule")}
    return Life(
        (Request("scheduler", "CreateSchedule", parameters),), (Request("scheduler", "DeleteSchedule", identity),)
    )


def scheduled_call(resource: Resource) -> Request:
    """Return the request that a schedule sends by its universal target, `arn:aws:scheduler:::aws-sdk:SERVICE:CALL`."""
    target = resource.inputs["target"]
    *_, service, action = target["arn"].split(":")
    return Request(SERVICES[service], action[0].upper() + action[1:], json.loads(target["input"]))
