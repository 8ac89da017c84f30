"""AWS WAF."""

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request

SERVICE = "wafv2"


def web_acl(resource: Resource) -> Life:
    """Translate `aws.wafv2.WebAcl`."""
    return _named(resource, "WebACL")


def ip_set(resource: Resource) -> Life:
    """Translate `aws.wafv2.IpSet`."""
    return _named(resource, "IPSet")


def association(resource: Resource) -> Life:
    """Translate `aws.wafv2.WebAclAssociation`."""
    parameters = Properties(resource).parameters(SERVICE, "AssociateWebACL")
    identity = {"ResourceArn": resource.inputs["resourceArn"]}
    return Life((Request(SERVICE, "AssociateWebACL", parameters),), (Request(SERVICE, "DisassociateWebACL", identity),))


def logging_configuration(resource: Resource) -> Life:
    """Translate `aws.wafv2.WebAclLoggingConfiguration`."""
    regrouped = Properties(resource, {"loggingConfiguration": resource.inputs})
    parameters = regrouped.parameters(SERVICE, "PutLoggingConfiguration")
    identity = {"ResourceArn": resource.inputs["resourceArn"]}
    return Life(
        (Request(SERVICE, "PutLoggingConfiguration", parameters),),
        (Request(SERVICE, "DeleteLoggingConfiguration", identity),),
    )


def _named(resource: Resource, kind: str) -> Life:
    """Create and delete: AWS deletes only for who knows the token of the last change."""
    properties = Properties(resource)
    token = f"{resource.digits('token', 8)}-0000-4000-8000-{resource.digits('token', 12)}"
    identity = {"Name": resource.physical_name, "Scope": resource.inputs.get("scope")}
    parameters = {
        "Name": resource.physical_name,
        "Tags": properties.tags(),
        **properties.parameters(SERVICE, f"Create{kind}"),
    }
    answers = {
        resource.state["arn"]: "Summary.ARN",
        resource.id: "Summary.Id",
        token: "Summary.LockToken",
    }
    delete = {**identity, "Id": resource.id, "LockToken": token}
    return Life((Request(SERVICE, f"Create{kind}", parameters, answers),), (Request(SERVICE, f"Delete{kind}", delete),))
