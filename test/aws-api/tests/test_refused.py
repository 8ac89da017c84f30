"""A planted bad value of each kind is refused, and by whom: otherwise, acceptance would prove nothing."""

from dataclasses import replace

import pytest
from botocore.exceptions import ClientError
from planted import Planted, label, refusals

from aws_api.beforehand import bring_what_is_there
from aws_api.cloudformation import findings
from aws_api.declared import Stack
from aws_api.emulator import Account
from aws_api.models import problems
from aws_api.references import unresolved
from aws_api.translate import translate

CERTIFICATE = ("aws:acm/certificate:Certificate", "streamlit-certificate")
CLIENT = ("aws:cognito/userPoolClient:UserPoolClient", "streamlit-load-balancer")
CLUSTER = ("aws:ecs/cluster:Cluster", "streamlit-cluster")
EXECUTION_POLICY = ("aws:iam/rolePolicy:RolePolicy", "streamlit-execution")
GROUP = ("aws:ec2/securityGroup:SecurityGroup", "streamlit-task")
HTTP = ("aws:lb/listener:Listener", "streamlit-http")
HTTPS = ("aws:lb/listener:Listener", "streamlit-https")
LOAD_BALANCER = ("aws:lb/loadBalancer:LoadBalancer", "streamlit")
LOGIN = ("aws:cognito/userPoolDomain:UserPoolDomain", "streamlit-login")
LOGS = ("aws:cloudwatch/logGroup:LogGroup", "streamlit-logs")
POLICY = ("aws:ecr/lifecyclePolicy:LifecyclePolicy", "streamlit-app-lifecycle")
PORT_80 = ("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "streamlit-load-balancer-in-80")
RECORD = ("aws:route53/record:Record", "streamlit-certificate-validation")
REPOSITORY = ("aws:ecr/repository:Repository", "streamlit-app")
ROLE = ("aws:iam/role:Role", "streamlit-task")
RULE = ("aws:lb/listenerRule:ListenerRule", "streamlit-page")
SERVICE = ("awsx:ecs:FargateService", "streamlit")
TARGETS = ("aws:lb/targetGroup:TargetGroup", "streamlit-tasks")
USERS = ("aws:cognito/userPool:UserPool", "streamlit-users")
VPC = ("awsx:ec2:Vpc", "streamlit-vpc")

TASK = "taskDefinitionArgs"
CONTAINER = f"{TASK}.container"
COGNITO = "actions.0.authenticateCognito"
UNKNOWN_ACTION = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:PullImage","Resource":"*"}]}'  # no such one
)
NO_RESOURCE = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:BatchGetImage"}]}'

MISSING_LOAD_BALANCER = f"arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/none/{'0' * 16}"


BY_THE_MODEL = [
    # Not one of the values.
    Planted(HTTP, "protocol", "HTPS", "none of HTTP, HTTPS"),
    Planted(HTTP, "defaultActions.0.redirect.statusCode", "HTTP_307", "none of HTTP_301, HTTP_302"),
    Planted(RULE, f"{COGNITO}.onUnauthenticatedRequest", "refuse", "none of deny, allow, authenticate"),
    Planted(TARGETS, "targetType", "task", "none of instance, ip"),
    Planted(LOAD_BALANCER, "ipAddressType", "ipv5", "none of ipv4, dualstack"),
    Planted(USERS, "mfaConfiguration", "MAYBE", "none of OFF, ON, OPTIONAL"),
    Planted(USERS, "aliasAttributes", ["nickname"], "none of phone_number, email"),
    Planted(USERS, "userPoolTier", "FREE", "none of LITE"),
    Planted(CLIENT, "explicitAuthFlows", ["ALLOW_ALL"], "none of"),
    Planted(CLIENT, "tokenValidityUnits.accessToken", "weeks", "none of seconds, minutes"),
    Planted(SERVICE, f"{TASK}.runtimePlatform.cpuArchitecture", "ARM", "none of X86_64, ARM64"),
    Planted(SERVICE, f"{CONTAINER}.portMappings.0.protocol", "http", "none of tcp, udp"),
    Planted(SERVICE, f"{CONTAINER}.logConfiguration.logDriver", "cloudwatch", "none of json-file"),
    Planted(SERVICE, "deploymentController.type", "MANUAL", "none of ECS"),
    Planted(SERVICE, "propagateTags", "ALL", "none of TASK_DEFINITION, SERVICE"),
    Planted(REPOSITORY, "imageTagMutability", "FIXED", "none of MUTABLE"),
    Planted(CERTIFICATE, "validationMethod", "WHOIS", "none of EMAIL, DNS"),
    Planted(RECORD, "type", "ALIAS", "none of SOA, A"),
    # Not of the pattern.
    Planted(HTTPS, "defaultActions.0.fixedResponse.statusCode", "302", "does not match the pattern"),
    Planted(USERS, "verificationMessageTemplate.emailMessage", "no code", "does not match the pattern"),
    Planted(LOGIN, "domain", "My_login", "does not match the pattern"),
    Planted(LOGS, "name", "app logs", "does not match the pattern"),
    Planted(REPOSITORY, "name", "App", "does not match the pattern"),
    Planted(ROLE, "name", "the task", "does not match the pattern"),
    Planted(CERTIFICATE, "domainName", "not a domain", "does not match the pattern"),
    # Too long, too many, too short.
    Planted(HTTPS, "defaultActions.0.fixedResponse.messageBody", "x" * 1025, "the most is 1024"),
    Planted(TARGETS, "healthCheck.path", "/" * 1025, "the most is 1024"),
    Planted(USERS, "verificationMessageTemplate.emailSubject", "x" * 141, "the most is 140"),
    Planted(LOGIN, "domain", "x" * 64, "the most is 63"),
    Planted(CLUSTER, "tags", {"x" * 129: ""}, "the most is 128"),
    Planted(POLICY, "policy", "x" * 30721, "the most is 30720"),
    Planted(POLICY, "policy", "{}", "min length: 100"),
    # Out of range: ports first.
    Planted(HTTP, "port", 0, "min value: 1"),
    Planted(HTTP, "port", 65536, "the most is 65535"),
    Planted(TARGETS, "port", 65536, "the most is 65535"),
    Planted(PORT_80, "toPort", 65536, "end of the port range"),
    Planted(SERVICE, f"{CONTAINER}.portMappings.0.containerPort", 65536, "containerPort is 65536"),
    Planted(RULE, "priority", 50001, "the most is 50000"),
    Planted(TARGETS, "healthCheck.interval", 4, "min value: 5"),
    Planted(USERS, "passwordPolicy.minimumLength", 5, "min value: 6"),
    Planted(USERS, "passwordPolicy.temporaryPasswordValidityDays", 366, "the most is 365"),
    Planted(CLIENT, "accessTokenValidity", 86401, "the most is 86400"),
    Planted(RECORD, "ttl", -1, "min value: 0"),
    # Required, and left out.
    Planted(HTTP, "loadBalancerArn", None, 'Missing required parameter in input: "LoadBalancerArn"'),
    Planted(HTTP, "defaultActions", None, 'Missing required parameter in input: "DefaultActions"'),
    Planted(RULE, f"{COGNITO}.userPoolArn", None, "Missing required parameter"),
    Planted(CLIENT, "userPoolId", None, 'Missing required parameter in input: "UserPoolId"'),
    Planted(RECORD, "name", None, "Missing required parameter"),
    Planted(GROUP, "description", None, "Missing required parameter"),
    # Of another type.
    Planted(RULE, "priority", "first", "Invalid type for parameter Priority"),
    Planted(VPC, "enableDnsHostnames", "yes", "Invalid type for parameter EnableDnsHostnames"),
]

BY_THE_DOCUMENTATION = [
    Planted(LOAD_BALANCER, "name", "x" * 33, "internal-"),
    Planted(LOAD_BALANCER, "idleTimeout", 4001, "1-4000 seconds"),
    Planted(LOAD_BALANCER, "desyncMitigationMode", "strict", "desync_mitigation_mode"),
    Planted(TARGETS, "name", "x" * 33, "32 characters"),
    Planted(TARGETS, "deregistrationDelay", 3601, "0-3600 seconds"),
    Planted(TARGETS, "stickiness.type", "cookie", "lb_cookie"),
    Planted(TARGETS, "stickiness.cookieDuration", 604801, "604800 seconds"),
    Planted(HTTPS, "routingHttpResponseXFrameOptionsHeaderValue", "SOMETIMES", "x_frame_options"),
    Planted(HTTPS, "defaultActions.0.fixedResponse.contentType", "text/markdown", "Valid Values: text/plain"),
    Planted(RULE, f"{COGNITO}.sessionTimeout", 604801, "7 days"),
    Planted(RULE, "conditions.0.hostHeader.values", ["x" * 125 + ".com"], "after the final"),
    Planted(RULE, "conditions.0.hostHeader.values", ["app.example.c0m"], "after the final"),
    Planted(PORT_80, "ipProtocol", "tpc", "to specify all protocols"),
    Planted(PORT_80, "description", "x" * 256, "Up to 255 characters"),
    Planted(GROUP, "description", "in, \u2014 out", "Up to 255 characters"),
    Planted(SERVICE, f"{CONTAINER}.stopTimeout", 121, "120 seconds"),
    Planted(SERVICE, f"{CONTAINER}.name", "my app", "Up to 255 letters"),
    Planted(SERVICE, f"{CONTAINER}.privileged", True, "not supported"),
    Planted(SERVICE, "desiredCount", -1, "desiredCount is -1"),
    Planted(CLUSTER, "name", "my cluster", "Up to 255 letters"),
]

BY_CLOUDFORMATION = [
    # Sizes that Fargate does not offer.
    Planted(SERVICE, f"{TASK}.memory", "4096", "Cpu '256' is not compatible with memory '4096'"),
    Planted(SERVICE, f"{TASK}.cpu", "300", "'300' is not one of"),
    Planted(SERVICE, f"{TASK}.memory", None, "'Memory' is a required property"),
    Planted(SERVICE, f"{CONTAINER}.logConfiguration.logDriver", "gelf", "'gelf' is not one of"),
    Planted(SERVICE, f"{CONTAINER}.image", None, "'Image' is a required property"),
    Planted(LOGS, "retentionInDays", 31, "31 is not one of"),
    Planted(HTTPS, "certificateArn", None, "'Certificates' is a required property"),
    Planted(LOAD_BALANCER, "subnets", ["subnet-57121f71281594151"], "expected minimum item count: 2"),
    Planted(LOAD_BALANCER, "securityGroups", ["task"], "is not a 'AWS::EC2::SecurityGroup.Id'"),
    Planted(PORT_80, "cidrIpv4", "0.0.0.0/33", "is not a 'ipv4-network'"),
    Planted(PORT_80, "toPort", None, "are required properties"),
    Planted(EXECUTION_POLICY, "policy", UNKNOWN_ACTION, "'pullimage' is not one of"),
    Planted(EXECUTION_POLICY, "policy", NO_RESOURCE, "'Resource'"),
]

BY_REFERENCES = [
    Planted(SERVICE, f"{CONTAINER}.mountPoints.0.sourceVolume", "other", "there is no volume other"),
    Planted(SERVICE, "loadBalancers.0.containerName", "other", "no container other has port 8501"),
    Planted(SERVICE, "loadBalancers.0.containerPort", 80, "no container streamlit has port 80"),
]

BY_THE_EMULATOR = [
    Planted(VPC, "cidrBlock", "10.0.0.0/8", "InvalidVpc.Range"),
    Planted(SERVICE, "networkConfiguration.subnets", [], "subnets can not be empty"),
    Planted(HTTP, "loadBalancerArn", MISSING_LOAD_BALANCER, "LoadBalancerNotFound"),
    Planted(RECORD, "name", "www.example.org", "is not permitted in zone"),
]


@pytest.mark.parametrize("planted", BY_THE_MODEL + BY_THE_DOCUMENTATION, ids=label)
def test_the_models_refuse(default_stack: Stack, planted: Planted) -> None:
    assert planted.words in "\n".join(refusals(planted.into(default_stack)))


@pytest.mark.parametrize("planted", BY_CLOUDFORMATION, ids=label)
def test_cloudformation_refuses(default_stack: Stack, planted: Planted) -> None:
    assert planted.words in "\n".join(findings(planted.alone(default_stack)))


@pytest.mark.parametrize("planted", BY_REFERENCES, ids=label)
def test_a_name_that_nothing_has_is_refused(default_stack: Stack, planted: Planted) -> None:
    assert planted.words in "\n".join(unresolved(planted.into(default_stack)))


@pytest.mark.parametrize("planted", BY_THE_EMULATOR, ids=label)
def test_the_emulator_refuses(default_stack: Stack, planted: Planted) -> None:
    stack = planted.into(default_stack)
    with Account.emulated(stack.region) as account:
        bring_what_is_there(account, stack)
        with pytest.raises(ClientError, match=planted.words):
            account.create(stack)


def test_a_parameter_that_the_operation_has_not_is_refused(default_stack: Stack) -> None:
    [request] = [
        request
        for resource, life in translate(default_stack)
        for request in life.create
        if request.operation == "CreateListener" and resource.name == "streamlit-http"
    ]
    assert problems(request) == []
    with_more = replace(request, parameters={**request.parameters, "Colour": "red"})
    assert any('Unknown parameter in input: "Colour"' in problem for problem in problems(with_more))
