"""Amazon SNS."""

import json

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request

SERVICE = "sns"


def topic(resource: Resource) -> Life:
    """Translate `aws.sns.Topic`."""
    properties = Properties(resource)
    parameters = {
        "Name": resource.physical_name,
        "Tags": properties.tags(),
        **properties.parameters(SERVICE, "CreateTopic"),
    }
    arn = resource.state["arn"]
    return Life(
        (Request(SERVICE, "CreateTopic", parameters, {arn: "TopicArn"}),),
        (Request(SERVICE, "DeleteTopic", {"TopicArn": arn}),),
    )


def topic_policy(resource: Resource) -> Life:
    """Translate `aws.sns.TopicPolicy`: a topic always has a policy, so that deleting one restores AWS's own."""
    properties = Properties(resource)
    arn, policy = properties.take("arn"), properties.take("policy")
    properties.end()
    return Life((_set_policy(arn, policy),), (_set_policy(arn, json.dumps(_default_policy(arn))),))


def _set_policy(arn: str, policy: str) -> Request:
    return Request(
        SERVICE, "SetTopicAttributes", {"TopicArn": arn, "AttributeName": "Policy", "AttributeValue": policy}
    )


def _default_policy(arn: str) -> dict[str, object]:
    """Only the owner may use it. Source: Amazon SNS Developer Guide, "Overview of managing access in Amazon SNS"."""
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": ["SNS:Publish", "SNS:Subscribe", "SNS:GetTopicAttributes"],
        "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": arn.split(":")[4]}},
    }
    return {"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]}


def topic_subscription(resource: Resource) -> Life:
    """Translate `aws.sns.TopicSubscription`. The ARN is in the answer although nobody has confirmed it yet."""
    properties = Properties(resource)
    parameters = {
        "ReturnSubscriptionArn": True,
        **properties.parameters(SERVICE, "Subscribe", {"topic": "TopicArn"}),
    }
    identity = {"SubscriptionArn": resource.id}
    return Life(
        (Request(SERVICE, "Subscribe", parameters, {resource.id: "SubscriptionArn"}),),
        (Request(SERVICE, "Unsubscribe", identity),),
    )
