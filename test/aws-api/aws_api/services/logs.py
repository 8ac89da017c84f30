"""Amazon CloudWatch Logs."""

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request


def log_group(resource: Resource) -> Life:
    """Translate `aws.cloudwatch.LogGroup`. Its retention has a request of its own."""
    properties = Properties(resource)
    identity = {"logGroupName": resource.physical_name}
    retention = {"retentionInDays": properties.take("retentionInDays")}
    parameters = {**identity, **properties.parameters("logs", "CreateLogGroup", {"name": "logGroupName"})}
    return Life(
        (
            Request("logs", "CreateLogGroup", parameters),
            Request("logs", "PutRetentionPolicy", {**identity, **retention}),
        ),
        (Request("logs", "DeleteLogGroup", identity),),
    )


def resource_policy(resource: Resource) -> Life:
    """Translate `aws.cloudwatch.LogResourcePolicy`."""
    parameters = Properties(resource).parameters("logs", "PutResourcePolicy")
    identity = {"policyName": resource.inputs["policyName"]}
    return Life(
        (Request("logs", "PutResourcePolicy", parameters),), (Request("logs", "DeleteResourcePolicy", identity),)
    )
