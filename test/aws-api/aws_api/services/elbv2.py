"""Elastic Load Balancing."""

from typing import Any

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request

LOAD_BALANCER_ATTRIBUTES = {
    "desyncMitigationMode": "routing.http.desync_mitigation_mode",
    "dropInvalidHeaderFields": "routing.http.drop_invalid_header_fields.enabled",
    "enableDeletionProtection": "deletion_protection.enabled",
    "idleTimeout": "idle_timeout.timeout_seconds",
}

ACCESS_LOG_ATTRIBUTES = {"enabled": "access_logs.s3.enabled", "bucket": "access_logs.s3.bucket"}

RESPONSE = "routing.http.response"

LISTENER_ATTRIBUTES = {
    "routingHttpResponseStrictTransportSecurityHeaderValue": f"{RESPONSE}.strict_transport_security.header_value",
    "routingHttpResponseXContentTypeOptionsHeaderValue": f"{RESPONSE}.x_content_type_options.header_value",
    "routingHttpResponseXFrameOptionsHeaderValue": f"{RESPONSE}.x_frame_options.header_value",
}

TARGET_GROUP_ATTRIBUTES = {"deregistrationDelay": "deregistration_delay.timeout_seconds"}

STICKINESS_ATTRIBUTES = {
    "enabled": "stickiness.enabled",
    "type": "stickiness.type",
    "cookieDuration": "stickiness.lb_cookie.duration_seconds",
}

ACTION_NAMES = {
    "arn": "TargetGroupArn",
    "authenticateCognito": "AuthenticateCognitoConfig",
    "fixedResponse": "FixedResponseConfig",
    "forward": "ForwardConfig",
    "redirect": "RedirectConfig",
}

CONDITION_FIELDS = {
    "hostHeader": "host-header",
    "httpHeader": "http-header",
    "pathPattern": "path-pattern",
    "queryStrings": "query-string",
}
CONDITION_NAMES = {
    "hostHeader": "HostHeaderConfig",
    "httpHeader": "HttpHeaderConfig",
    "pathPattern": "PathPatternConfig",
    "queryStrings": "QueryStringConfig",
}

HEALTH_CHECK_NAMES = {
    "enabled": "HealthCheckEnabled",
    "healthyThreshold": "HealthyThresholdCount",
    "interval": "HealthCheckIntervalSeconds",
    "path": "HealthCheckPath",
    "port": "HealthCheckPort",
    "protocol": "HealthCheckProtocol",
    "timeout": "HealthCheckTimeoutSeconds",
    "unhealthyThreshold": "UnhealthyThresholdCount",
}


def load_balancer(resource: Resource) -> Life:
    """Translate `aws.lb.LoadBalancer`."""
    properties = Properties(resource)
    access_logs = properties.part("accessLogs")
    attributes = properties.attributes(LOAD_BALANCER_ATTRIBUTES) + access_logs.attributes(ACCESS_LOG_ATTRIBUTES)
    access_logs.end()
    parameters = {
        "Name": resource.physical_name,
        "Scheme": "internal" if properties.take("internal") else "internet-facing",
        "Tags": properties.tags(),
        **properties.parameters("elbv2", "CreateLoadBalancer", {"loadBalancerType": "Type"}),
    }
    found = "LoadBalancers[0]."
    answers = {
        resource.state["arn"]: f"{found}LoadBalancerArn",
        resource.state["dnsName"]: f"{found}DNSName",
        resource.state["zoneId"]: f"{found}CanonicalHostedZoneId",
    }
    return _life(resource, "LoadBalancer", parameters, attributes, answers)


def listener(resource: Resource) -> Life:
    """Translate `aws.lb.Listener`."""
    properties = Properties(resource)
    attributes = properties.attributes(LISTENER_ATTRIBUTES)
    certificate = properties.take("certificateArn")
    parameters = {
        "Tags": properties.tags(),
        **({} if certificate is None else {"Certificates": [{"CertificateArn": certificate}]}),
        **properties.parameters("elbv2", "CreateListener", ACTION_NAMES),
    }
    return _life(resource, "Listener", parameters, attributes, {resource.state["arn"]: "Listeners[0].ListenerArn"})


def listener_certificate(resource: Resource) -> Life:
    """Translate `aws.lb.ListenerCertificate`: one more of a listener's certificates."""
    properties = Properties(resource)
    parameters = {
        "ListenerArn": properties.take("listenerArn"),
        "Certificates": [{"CertificateArn": properties.take("certificateArn")}],
    }
    properties.end()
    create = Request("elbv2", "AddListenerCertificates", parameters)
    return Life((create,), (Request("elbv2", "RemoveListenerCertificates", parameters),))


def listener_rule(resource: Resource) -> Life:
    """Translate `aws.lb.ListenerRule`. The API wants each condition to name its field."""
    properties = Properties(resource)
    conditions = properties.take("conditions", [])
    fields = [
        # What Pulumi has as a list, the API has as the values of the condition, as those of every other.
        {"field": CONDITION_FIELDS[kind], kind: {"values": value} if isinstance(value, list) else value}
        for condition in conditions
        for kind, value in condition.items()
    ]
    with_fields = Properties(resource, {"conditions": fields})
    parameters = {
        "Tags": properties.tags(),
        **properties.parameters("elbv2", "CreateRule", ACTION_NAMES),
        **with_fields.parameters("elbv2", "CreateRule", CONDITION_NAMES),
    }
    return _life(resource, "Rule", parameters, [], {resource.state["arn"]: "Rules[0].RuleArn"})


def target_group(resource: Resource) -> Life:
    """Translate `aws.lb.TargetGroup`."""
    properties = Properties(resource)
    stickiness = properties.part("stickiness")
    attributes = properties.attributes(TARGET_GROUP_ATTRIBUTES) + stickiness.attributes(STICKINESS_ATTRIBUTES)
    stickiness.end()
    health_check = properties.part("healthCheck")
    matcher = health_check.take("matcher")
    parameters = {
        "Name": resource.physical_name,
        "Tags": properties.tags(),
        "Matcher": {"HttpCode": matcher},
        **health_check.parameters("elbv2", "CreateTargetGroup", HEALTH_CHECK_NAMES),
        **properties.parameters("elbv2", "CreateTargetGroup"),
    }
    answers = {resource.state["arn"]: "TargetGroups[0].TargetGroupArn"}
    return _life(resource, "TargetGroup", parameters, attributes, answers)


def _life(resource: Resource, kind: str, parameters: Any, attributes: list[Any], answers: dict[str, str]) -> Life:
    """Create, modify attributes, delete: the same for all that Elastic Load Balancing has."""
    identity = {f"{kind}Arn": resource.state["arn"]}
    create = [Request("elbv2", f"Create{kind}", parameters, answers)]
    if attributes:
        create.append(Request("elbv2", f"Modify{kind}Attributes", {**identity, "Attributes": attributes}))
    return Life(tuple(create), (Request("elbv2", f"Delete{kind}", identity),))
