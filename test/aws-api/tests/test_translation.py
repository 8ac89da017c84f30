"""What is declared becomes the right request, and nothing that is declared is dropped."""

from dataclasses import replace
from typing import Any

import pytest

from aws_api.declared import Stack
from aws_api.properties import UnknownPropertyError
from aws_api.requests import renamed
from aws_api.translate import UnknownTypeError, translate


def parameters(stack: Stack, name: str, operation: str) -> dict[str, Any]:
    """Return the parameters of the one request by which a resource of that name is created."""
    found = [
        request.parameters
        for resource, life in translate(stack)
        for request in life.create
        if resource.name == name and request.operation == operation
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("type_", "name", "path"),
    [
        ("aws:acm/certificate:Certificate", "streamlit-certificate", "madeUp"),
        ("aws:cloudwatch/logGroup:LogGroup", "streamlit-logs", "skipDestroy"),
        ("aws:cognito/userPool:UserPool", "streamlit-users", "passwordPolicy.madeUp"),
        ("aws:cognito/userPoolClient:UserPoolClient", "streamlit-load-balancer", "madeUp"),
        ("aws:ec2/securityGroup:SecurityGroup", "streamlit-task", "ingress"),
        ("aws:ecr/repository:Repository", "streamlit-app", "imageScanningConfiguration.madeUp"),
        ("aws:ecs/cluster:Cluster", "streamlit-cluster", "madeUp"),
        ("aws:iam/role:Role", "streamlit-task", "forceDetachPolicies"),
        ("aws:lb/listener:Listener", "streamlit-https", "madeUp"),
        ("aws:lb/listenerRule:ListenerRule", "streamlit-page", "actions.0.authenticateCognito.madeUp"),
        ("aws:lb/loadBalancer:LoadBalancer", "streamlit", "enableXffClientPort"),
        ("aws:lb/targetGroup:TargetGroup", "streamlit-tasks", "healthCheck.madeUp"),
        ("aws:lb/targetGroup:TargetGroup", "streamlit-tasks", "stickiness.madeUp"),
        ("aws:route53/record:Record", "streamlit-alias", "madeUp"),
        ("aws:route53/record:Record", "streamlit-alias", "aliases.0.madeUp"),
        ("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "streamlit-task-out", "prefixListId"),
        ("awsx:ec2:Vpc", "streamlit-vpc", "vpcEndpointSpecs"),
        ("awsx:ec2:Vpc", "streamlit-vpc", "natGateways.strategy"),
        ("awsx:ecs:FargateService", "streamlit", "continueBeforeSteadyState"),
        ("awsx:ecs:FargateService", "streamlit", "networkConfiguration.madeUp"),
        ("awsx:ecs:FargateService", "streamlit", "taskDefinitionArgs.sidecar"),
        ("awsx:ecs:FargateService", "streamlit", "taskDefinitionArgs.container.madeUp"),
    ],
    ids=lambda value: value.rsplit(":", 1)[-1],
)
def test_an_unknown_property_is_an_error(default_stack: Stack, type_: str, name: str, path: str) -> None:
    property_ = path.rsplit(".", maxsplit=1)[-1].replace("strategy", "natGateways")
    with pytest.raises(UnknownPropertyError, match=f"{name}: .*{property_}"):
        translate(default_stack.changed(type_, name, path, "anything"))


def test_an_unknown_type_is_an_error(default_stack: Stack) -> None:
    queue = replace(default_stack.resources[-1], type="aws:sqs/queue:Queue")
    with pytest.raises(UnknownTypeError, match="aws:sqs/queue:Queue"):
        translate(Stack(default_stack.region, (queue,)))


def test_a_rule_with_its_login(default_stack: Stack) -> None:
    rule = parameters(default_stack, "streamlit-page", "CreateRule")
    login, forward = rule["Actions"]
    assert rule["Priority"] == 200
    host = {"Field": "host-header", "HostHeaderConfig": {"Values": ["streamlit.example.com"]}}
    assert rule["Conditions"] == [host]
    assert (login["Type"], login["Order"]) == ("authenticate-cognito", 1)
    assert login["AuthenticateCognitoConfig"]["OnUnauthenticatedRequest"] == "authenticate"
    assert login["AuthenticateCognitoConfig"]["SessionTimeout"] == 43200
    assert (forward["Type"], forward["Order"]) == ("forward", 2)


def test_a_property_that_aws_keeps_as_an_attribute(default_stack: Stack) -> None:
    balancer = parameters(default_stack, "streamlit", "ModifyLoadBalancerAttributes")
    targets = parameters(default_stack, "streamlit-tasks", "ModifyTargetGroupAttributes")
    attributes = {pair["Key"]: pair["Value"] for pair in balancer["Attributes"] + targets["Attributes"]}
    assert attributes == {
        "deletion_protection.enabled": "false",
        "deregistration_delay.timeout_seconds": "30",
        "idle_timeout.timeout_seconds": "300",
        "routing.http.desync_mitigation_mode": "strictest",
        "routing.http.drop_invalid_header_fields.enabled": "true",
        "stickiness.enabled": "true",
        "stickiness.lb_cookie.duration_seconds": "43200",
        "stickiness.type": "lb_cookie",
    }


def test_a_health_check(default_stack: Stack) -> None:
    group = parameters(default_stack, "streamlit-tasks", "CreateTargetGroup")
    assert group["Matcher"] == {"HttpCode": "200"}
    assert (group["HealthyThresholdCount"], group["UnhealthyThresholdCount"]) == (2, 3)
    assert (group["HealthCheckIntervalSeconds"], group["HealthCheckTimeoutSeconds"]) == (10, 5)
    assert (group["HealthCheckProtocol"], group["HealthCheckPath"]) == ("HTTP", "/_stcore/health")


def test_a_security_group_rule(default_stack: Stack) -> None:
    rule = parameters(default_stack, "streamlit-task-in-load-balancer", "AuthorizeSecurityGroupIngress")
    groups = {resource.name: resource.id for resource in default_stack.resources if resource.id.startswith("sg-")}
    peer = {"GroupId": groups["streamlit-load-balancer"], "Description": "The load balancer"}
    assert rule["GroupId"] == groups["streamlit-task"]
    assert rule["IpPermissions"] == [
        {"IpProtocol": "tcp", "FromPort": 8501, "ToPort": 8501, "UserIdGroupPairs": [peer]}
    ]


def test_a_fargate_service(default_stack: Stack) -> None:
    service = parameters(default_stack, "streamlit", "CreateService")
    task = parameters(default_stack, "streamlit", "RegisterTaskDefinition")
    assert service["launchType"] == "FARGATE"
    assert service["networkConfiguration"]["awsvpcConfiguration"]["assignPublicIp"] == "ENABLED"
    breaker = {"enable": True, "rollback": True}
    assert service["deploymentConfiguration"] == {
        "deploymentCircuitBreaker": breaker,
        "maximumPercent": 200,
        "minimumHealthyPercent": 100,
        "strategy": "ROLLING",
        "alarms": {"enable": False, "rollback": False, "alarmNames": []},
    }
    [container] = task["containerDefinitions"]
    assert container["portMappings"] == [{"containerPort": 8501, "hostPort": 8501, "protocol": "tcp"}]
    assert container["readonlyRootFilesystem"] is True
    assert (task["cpu"], task["memory"], task["networkMode"]) == ("256", "512", "awsvpc")
    assert task["requiresCompatibilities"] == ["FARGATE"]


def test_a_subnet_a_zone(default_stack: Stack) -> None:
    stack = default_stack.changed("awsx:ec2:Vpc", "streamlit-vpc", "numberOfAvailabilityZones", 2)
    [(_, life)] = [(resource, life) for resource, life in translate(stack) if resource.type == "awsx:ec2:Vpc"]
    subnets = [request.parameters for request in life.create if request.operation == "CreateSubnet"]
    placed = [(subnet["AvailabilityZone"], subnet["CidrBlock"]) for subnet in subnets]
    assert placed == [("us-east-1a", "10.0.0.0/19"), ("us-east-1b", "10.0.32.0/19")]


def test_new_names_are_not_renamed_again() -> None:
    names = {"a": "b", "b": "c", "ab": "d"}
    assert renamed({"key": ["a", "b", "ab", 1]}, names) == {"key": ["b", "c", "d", 1]}
