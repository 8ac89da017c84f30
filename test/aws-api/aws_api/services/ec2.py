"""Amazon EC2: security groups and their rules."""

from typing import Any

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request


def tag_specifications(kind: str, tags: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Return tags as EC2 wants them while it creates something."""
    return [{"ResourceType": kind, "Tags": tags}]


def security_group(resource: Resource) -> Life:
    """Translate `aws.ec2.SecurityGroup`.

    AWS lets everything out of a new security group. The provider revokes that at once.
    """
    properties = Properties(resource)
    tags = properties.tags()
    parameters = {
        "GroupName": resource.physical_name,
        "TagSpecifications": tag_specifications("security-group", tags),
        **properties.parameters("ec2", "CreateSecurityGroup"),
    }
    identity = {"GroupId": resource.id}
    allow_all = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    return Life(
        (
            Request("ec2", "CreateSecurityGroup", parameters, {resource.id: "GroupId"}),
            Request("ec2", "RevokeSecurityGroupEgress", {**identity, "IpPermissions": [allow_all]}),
        ),
        (Request("ec2", "DeleteSecurityGroup", identity),),
    )


def ingress_rule(resource: Resource) -> Life:
    """Translate `aws.vpc.SecurityGroupIngressRule`."""
    return _rule(resource, "Ingress")


def egress_rule(resource: Resource) -> Life:
    """Translate `aws.vpc.SecurityGroupEgressRule`."""
    return _rule(resource, "Egress")


def _rule(resource: Resource, direction: str) -> Life:
    operation = f"AuthorizeSecurityGroup{direction}"
    properties = Properties(resource)
    description = {"Description": properties.take("description", "")}
    addresses, group = properties.take("cidrIpv4"), properties.take("referencedSecurityGroupId")
    permission = {
        **{name: properties.take(name) for name in ("ipProtocol", "fromPort", "toPort") if name in resource.inputs},
        **({} if addresses is None else {"IpRanges": [{"CidrIp": addresses, **description}]}),
        **({} if group is None else {"UserIdGroupPairs": [{"GroupId": group, **description}]}),
    }
    rule_id = f"sgr-{resource.digits('rule', 17)}"
    identity = {"GroupId": resource.inputs.get("securityGroupId")}
    tags = properties.tags()
    parameters = {
        **Properties(resource, {"ipPermissions": [permission]}).parameters("ec2", operation),
        "TagSpecifications": tag_specifications("security-group-rule", tags),
        **properties.parameters("ec2", operation, {"securityGroupId": "GroupId"}),
    }
    revoke = {**identity, "SecurityGroupRuleIds": [rule_id]}
    return Life(
        (Request("ec2", operation, parameters, {rule_id: "SecurityGroupRules[0].SecurityGroupRuleId"}),),
        (Request("ec2", f"RevokeSecurityGroup{direction}", revoke),),
    )
