"""A stack's requests as a CloudFormation template, for cfn-lint.

CloudFormation's published schemas know more than the models of the APIs: which CPU goes with which memory on Fargate,
which days a log group may be kept for, what a policy document must hold. Their property names are nearly those of the
APIs.
"""

import json
from collections.abc import Callable
from typing import Any

from botocore.model import Shape
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from .declared import Stack
from .models import operation_model
from .requests import Request
from .translate import translate

Properties = dict[str, Any]
Change = Callable[[Properties], Properties]


def _but(**renames: str | None) -> Change:
    """Rename some parameters; None leaves out one that says which resource is meant, which the template shows."""

    def change(parameters: Properties) -> Properties:
        named = {renames.get(name, name): value for name, value in parameters.items()}
        return {name: value for name, value in named.items() if name is not None}

    return change


def _tagged(parameters: Properties) -> Properties:
    [specification] = parameters.pop("TagSpecifications")
    return {**parameters, "Tags": specification["Tags"]}


def _security_group(parameters: Properties) -> Properties:
    return _but(Description="GroupDescription")(_tagged(parameters))


def _security_group_rule(peer: str) -> Change:
    """CloudFormation has one rule a resource, and no tags on it."""

    def change(parameters: Properties) -> Properties:
        [permission] = parameters["IpPermissions"]
        addresses = permission.pop("IpRanges", [])
        groups = [
            {peer: pair["GroupId"], "Description": pair["Description"]}
            for pair in permission.pop("UserIdGroupPairs", [])
        ]
        [other] = addresses + groups
        return {"GroupId": parameters["GroupId"], **permission, **other}

    return change


def _attribute(attribute: str, **renames: str | None) -> Change:
    """EC2 wraps a changed attribute: `{"Value": true}`."""

    def change(parameters: Properties) -> Properties:
        return {**_but(**renames)(parameters), attribute: parameters[attribute]["Value"]}

    return change


def _second_factor(parameters: Properties) -> Properties:
    software_token = parameters["SoftwareTokenMfaConfiguration"]["Enabled"]
    enabled = {"SOFTWARE_TOKEN_MFA": software_token, "SMS_MFA": "SmsMfaConfiguration" in parameters}
    return {
        "MfaConfiguration": parameters["MfaConfiguration"],
        "EnabledMfas": [factor for factor, is_enabled in enabled.items() if is_enabled],
    }


def _record(parameters: Properties) -> Properties:
    [change] = parameters["ChangeBatch"]["Changes"]
    record = change["ResourceRecordSet"]
    if "ResourceRecords" in record:
        values = [value["Value"] for value in record["ResourceRecords"]]
        record = {**record, "TTL": str(record["TTL"]), "ResourceRecords": values}
    return {"HostedZoneId": parameters["HostedZoneId"], **record}


def _documents(*names: str) -> Change:
    """CloudFormation takes a policy itself, where the API takes its text."""

    def change(parameters: Properties) -> Properties:
        return {name: json.loads(value) if name in names else value for name, value in parameters.items()}

    return change


def _function(parameters: Properties) -> Properties:
    """CloudFormation takes the text of a file, where the API takes an archive of files."""
    tags = [{"Key": key, "Value": value} for key, value in parameters["Tags"].items()]
    return {**parameters, "Code": {"ZipFile": "export const handler = (event) => event;"}, "Tags": tags}


def _log_group(parameters: Properties) -> Properties:
    tags = [{"Key": key, "Value": value} for key, value in parameters["Tags"].items()]
    return {**parameters, "Tags": tags}


def _lifecycle(parameters: Properties) -> Properties:
    """CloudFormation has it as a property of the repository."""
    text = parameters.pop("LifecyclePolicyText")
    return {**parameters, "LifecyclePolicy": {"LifecyclePolicyText": text}}


_same = _but()
_elb = "AWS::ElasticLoadBalancingV2"

# Operation to the type of what it creates or changes, and what makes its parameters that resource's properties.
COUNTERPARTS: dict[str, tuple[str, Change]] = {
    "AdminAddUserToGroup": ("AWS::Cognito::UserPoolUserToGroupAttachment", _same),
    "AdminCreateUser": ("AWS::Cognito::UserPoolUser", _same),
    "AddListenerCertificates": (f"{_elb}::ListenerCertificate", _same),
    "AddPermission": ("AWS::Lambda::Permission", _but(StatementId=None)),
    "AssociateRouteTable": ("AWS::EC2::SubnetRouteTableAssociation", _same),
    "AttachInternetGateway": ("AWS::EC2::VPCGatewayAttachment", _same),
    "AuthorizeSecurityGroupEgress": (
        "AWS::EC2::SecurityGroupEgress",
        _security_group_rule("DestinationSecurityGroupId"),
    ),
    "AuthorizeSecurityGroupIngress": ("AWS::EC2::SecurityGroupIngress", _security_group_rule("SourceSecurityGroupId")),
    "ChangeResourceRecordSets": ("AWS::Route53::RecordSet", _record),
    "CreateCluster": ("AWS::ECS::Cluster", _same),
    "CreateFunction": ("AWS::Lambda::Function", _function),
    "CreateGroup": ("AWS::Cognito::UserPoolGroup", _same),
    "CreateIdentityProvider": ("AWS::Cognito::UserPoolIdentityProvider", _same),
    "CreateInternetGateway": ("AWS::EC2::InternetGateway", _tagged),
    "CreateListener": (f"{_elb}::Listener", _same),
    "CreateLoadBalancer": (f"{_elb}::LoadBalancer", _same),
    "CreateLogGroup": ("AWS::Logs::LogGroup", _log_group),
    "CreateRepository": ("AWS::ECR::Repository", _same),
    "CreateRole": ("AWS::IAM::Role", _documents("AssumeRolePolicyDocument")),
    "CreateRoute": ("AWS::EC2::Route", _same),
    "CreateRouteTable": ("AWS::EC2::RouteTable", _tagged),
    "CreateRule": (f"{_elb}::ListenerRule", _same),
    "CreateSchedule": ("AWS::Scheduler::Schedule", _same),
    "CreateSecurityGroup": ("AWS::EC2::SecurityGroup", _security_group),
    "CreateService": ("AWS::ECS::Service", _same),
    "CreateSubnet": ("AWS::EC2::Subnet", _tagged),
    "CreateTargetGroup": (f"{_elb}::TargetGroup", _same),
    "CreateUserPool": ("AWS::Cognito::UserPool", _but(PoolName="UserPoolName")),
    "CreateUserPoolClient": ("AWS::Cognito::UserPoolClient", _same),
    "CreateUserPoolDomain": ("AWS::Cognito::UserPoolDomain", _same),
    "CreateVpc": ("AWS::EC2::VPC", _tagged),
    "ModifyListenerAttributes": (f"{_elb}::Listener", _but(ListenerArn=None, Attributes="ListenerAttributes")),
    "ModifyLoadBalancerAttributes": (
        f"{_elb}::LoadBalancer",
        _but(LoadBalancerArn=None, Attributes="LoadBalancerAttributes"),
    ),
    "ModifySubnetAttribute": ("AWS::EC2::Subnet", _attribute("MapPublicIpOnLaunch", SubnetId=None)),
    "ModifyTargetGroupAttributes": (
        f"{_elb}::TargetGroup",
        _but(TargetGroupArn=None, Attributes="TargetGroupAttributes"),
    ),
    "ModifyVpcAttribute": ("AWS::EC2::VPC", _attribute("EnableDnsHostnames", VpcId=None)),
    "PutClusterCapacityProviders": ("AWS::ECS::ClusterCapacityProviderAssociations", _same),
    "PutLifecyclePolicy": ("AWS::ECR::Repository", _lifecycle),
    "PutRetentionPolicy": ("AWS::Logs::LogGroup", _but(LogGroupName=None)),
    "PutRolePolicy": ("AWS::IAM::RolePolicy", _documents("PolicyDocument")),
    "PutScalingPolicy": ("AWS::ApplicationAutoScaling::ScalingPolicy", _same),
    "RegisterScalableTarget": ("AWS::ApplicationAutoScaling::ScalableTarget", _but(Tags=None)),
    "RegisterTaskDefinition": ("AWS::ECS::TaskDefinition", _same),
    "RequestCertificate": ("AWS::CertificateManager::Certificate", _same),
    "SetUserPoolMfaConfig": ("AWS::Cognito::UserPool", _second_factor),
}

# Questions, what undoes a default or a state that CloudFormation does not have, and what it has as a list inside
# another resource.
WITHOUT_COUNTERPART = {
    "AdminDisableUser",
    "DescribeAvailabilityZones",
    "DescribeCertificate",
    "PutScheduledAction",
    "RevokeSecurityGroupEgress",
}


# A template is for one region here, so that it may name the region's zones.
IGNORED = ["W3010"]


def template(stack: Stack) -> dict[str, Any]:
    """Return the CloudFormation template of what a stack declares."""
    resources: dict[str, Any] = {}
    for resource, life in translate(stack):
        for request in life.create:
            if request.operation in WITHOUT_COUNTERPART:
                continue
            type_, change = COUNTERPARTS[request.operation]
            logical_id = _alphanumeric(f"{type_.rsplit(':', 1)[-1]} {request.subject or resource.name}")
            described = resources.setdefault(logical_id, {"Type": type_, "Properties": {}})
            _add(described["Properties"], change(_capitalized(request)), logical_id)
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}


def _add(properties: Properties, more: Properties, logical_id: str) -> None:
    """Add what a later request says of a resource. It must not contradict an earlier one, or one of the two is lost."""
    for name, value in more.items():
        if properties.setdefault(name, value) != value:
            raise ValueError(f"{logical_id} would get two values of {name}: two resources have one logical id.")


def findings(stack: Stack) -> list[str]:
    """Return what cfn-lint finds in a stack's template."""
    text = json.dumps(template(stack))
    matches = lint(text, config=ManualArgs(regions=[stack.region], ignore_checks=IGNORED))
    return [f"{match.rule.id} {'/'.join(map(str, match.path or []))}: {match.message}" for match in matches]


def _capitalized(request: Request) -> Properties:
    """Give all members capitals, which some APIs write without. The keys of maps are data and stay."""
    return _members(operation_model(request.service, request.operation).input_shape, request.parameters)


def _members(shape: Shape, value: Any) -> Any:
    if shape.type_name == "structure":
        return {name[0].upper() + name[1:]: _members(shape.members[name], item) for name, item in value.items()}
    if shape.type_name == "list":
        return [_members(shape.member, item) for item in value]
    return value


def _alphanumeric(text: str) -> str:
    return "".join(part.capitalize() for part in "".join(c if c.isalnum() else " " for c in text).split())
