"""AWS Identity and Access Management."""

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request


def role(resource: Resource) -> Life:
    """Translate `aws.iam.Role`."""
    properties = Properties(resource)
    identity = {"RoleName": resource.physical_name}
    parameters = {
        **identity,
        "Tags": properties.tags(),
        **properties.parameters(
            "iam", "CreateRole", {"assumeRolePolicy": "AssumeRolePolicyDocument", "name": "RoleName"}
        ),
    }
    return Life(
        (Request("iam", "CreateRole", parameters, {resource.state["arn"]: "Role.Arn"}),),
        (Request("iam", "DeleteRole", identity),),
    )


def role_policy(resource: Resource) -> Life:
    """Translate `aws.iam.RolePolicy`."""
    identity = {"RoleName": resource.inputs.get("role"), "PolicyName": resource.physical_name}
    names = {"name": "PolicyName", "policy": "PolicyDocument", "role": "RoleName"}
    parameters = {**identity, **Properties(resource).parameters("iam", "PutRolePolicy", names)}
    return Life((Request("iam", "PutRolePolicy", parameters),), (Request("iam", "DeleteRolePolicy", identity),))
