"""Amazon Cognito user pools."""

from base64 import b64decode
from typing import Any

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request

SERVICE = "cognito-idp"


def user_pool(resource: Resource) -> Life:
    """Translate `aws.cognito.UserPool`. A second factor has a request of its own, which needs the pool."""
    properties = Properties(resource)
    identity = {"UserPoolId": resource.id}
    password = {"policies": {"passwordPolicy": properties.take("passwordPolicy", {})}}
    second_factors = _second_factors(resource)
    for name in ("softwareTokenMfaConfiguration", *(("mfaConfiguration",) if second_factors else ())):
        properties.take(name)
    parameters = {
        "PoolName": resource.physical_name,
        "UserPoolTags": properties.take("tags", {}),
        **Properties(resource, password).parameters(SERVICE, "CreateUserPool"),
        **properties.parameters(SERVICE, "CreateUserPool", {"schemas": "Schema"}),
    }
    answers = {resource.id: "UserPool.Id", resource.state["arn"]: "UserPool.Arn"}
    create = [Request(SERVICE, "CreateUserPool", parameters, answers)]
    if second_factors:
        set_factors = Properties(resource, second_factors).parameters(SERVICE, "SetUserPoolMfaConfig")
        create.append(Request(SERVICE, "SetUserPoolMfaConfig", {**identity, **set_factors}))
    return Life(tuple(create), (Request(SERVICE, "DeleteUserPool", identity),))


def _second_factors(resource: Resource) -> dict[str, Any]:
    """Return what the provider sets of the second factor, where there is one; text messages are in both requests."""
    inputs = resource.inputs
    if inputs.get("mfaConfiguration", "OFF") == "OFF":
        return {}
    factors = {name: inputs[name] for name in ("mfaConfiguration", "softwareTokenMfaConfiguration") if name in inputs}
    if "smsConfiguration" in inputs:
        factors["smsMfaConfiguration"] = {"smsConfiguration": inputs["smsConfiguration"]}
    return factors


def user_pool_client(resource: Resource) -> Life:
    """Translate `aws.cognito.UserPoolClient`."""
    operation = "CreateUserPoolClient"
    parameters = {"ClientName": resource.physical_name, **Properties(resource).parameters(SERVICE, operation)}
    identity = {"UserPoolId": resource.inputs.get("userPoolId"), "ClientId": resource.id}
    return Life(
        (Request(SERVICE, operation, parameters, {resource.id: "UserPoolClient.ClientId"}),),
        (Request(SERVICE, "DeleteUserPoolClient", identity),),
    )


def user_pool_domain(resource: Resource) -> Life:
    """Translate `aws.cognito.UserPoolDomain`: one with a certificate is served from CloudFront."""
    properties = Properties(resource)
    certificate = properties.take("certificateArn")
    own = {} if certificate is None else {"CustomDomainConfig": {"CertificateArn": certificate}}
    answers = {} if certificate is None else {resource.state["cloudfrontDistribution"]: "CloudFrontDomain"}
    parameters = {**own, **properties.parameters(SERVICE, "CreateUserPoolDomain")}
    identity = {"UserPoolId": resource.inputs.get("userPoolId"), "Domain": resource.inputs["domain"]}
    return Life(
        (Request(SERVICE, "CreateUserPoolDomain", parameters, answers),),
        (Request(SERVICE, "DeleteUserPoolDomain", identity),),
    )


def ui_customization(resource: Resource) -> Life:
    """Translate `aws.cognito.UserPoolUICustomization`, of all clients. One without content is none."""
    operation = "SetUICustomization"
    properties = Properties(resource)
    image = properties.take("imageFile")
    identity = {"UserPoolId": resource.inputs.get("userPoolId"), "ClientId": "ALL"}
    parameters = {
        **identity,
        **({} if image is None else {"ImageFile": b64decode(image, validate=True)}),
        **properties.parameters(SERVICE, operation),
    }
    return Life((Request(SERVICE, operation, parameters),), (Request(SERVICE, operation, identity),))


def user_group(resource: Resource) -> Life:
    """Translate `aws.cognito.UserGroup`."""
    parameters = Properties(resource).parameters(SERVICE, "CreateGroup", {"name": "GroupName"})
    identity = {"UserPoolId": resource.inputs.get("userPoolId"), "GroupName": resource.inputs["name"]}
    return Life((Request(SERVICE, "CreateGroup", parameters),), (Request(SERVICE, "DeleteGroup", identity),))


def user(resource: Resource) -> Life:
    """Translate `aws.cognito.User`. Disabling it is a request of its own."""
    properties = Properties(resource)
    identity = {"UserPoolId": resource.inputs.get("userPoolId"), "Username": resource.inputs["username"]}
    attributes = [{"Name": name, "Value": value} for name, value in properties.take("attributes", {}).items()]
    enabled = properties.take("enabled", True)
    parameters = {"UserAttributes": attributes, **properties.parameters(SERVICE, "AdminCreateUser")}
    disable = () if enabled else (Request(SERVICE, "AdminDisableUser", identity),)
    return Life(
        (Request(SERVICE, "AdminCreateUser", parameters), *disable), (Request(SERVICE, "AdminDeleteUser", identity),)
    )


def user_in_group(resource: Resource) -> Life:
    """Translate `aws.cognito.UserInGroup`."""
    parameters = Properties(resource).parameters(SERVICE, "AdminAddUserToGroup")
    return Life(
        (Request(SERVICE, "AdminAddUserToGroup", parameters),),
        (Request(SERVICE, "AdminRemoveUserFromGroup", parameters),),
    )


def identity_provider(resource: Resource) -> Life:
    """Translate `aws.cognito.IdentityProvider`."""
    operation = "CreateIdentityProvider"
    properties = Properties(resource)
    # Maps, whose keys are data.
    maps = {
        "ProviderDetails": properties.take("providerDetails"),
        "AttributeMapping": properties.take("attributeMapping"),
    }
    parameters = {**maps, **properties.parameters(SERVICE, operation)}
    identity = {"UserPoolId": resource.inputs.get("userPoolId"), "ProviderName": resource.inputs["providerName"]}
    return Life((Request(SERVICE, operation, parameters),), (Request(SERVICE, "DeleteIdentityProvider", identity),))
