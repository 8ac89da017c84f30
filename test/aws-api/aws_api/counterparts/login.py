"""The user pool, who is in it, and its pages."""

from .changes import Counterpart, Properties, but, same


def _second_factor(parameters: Properties) -> Properties:
    software_token = parameters["SoftwareTokenMfaConfiguration"]["Enabled"]
    enabled = {"SOFTWARE_TOKEN_MFA": software_token, "SMS_MFA": "SmsMfaConfiguration" in parameters}
    return {
        "MfaConfiguration": parameters["MfaConfiguration"],
        "EnabledMfas": [factor for factor, is_enabled in enabled.items() if is_enabled],
    }


LOGIN: dict[str, Counterpart] = {
    "AdminAddUserToGroup": ("AWS::Cognito::UserPoolUserToGroupAttachment", same),
    "AdminCreateUser": ("AWS::Cognito::UserPoolUser", same),
    "CreateGroup": ("AWS::Cognito::UserPoolGroup", same),
    "CreateIdentityProvider": ("AWS::Cognito::UserPoolIdentityProvider", same),
    "CreateUserPool": ("AWS::Cognito::UserPool", but(PoolName="UserPoolName")),
    "CreateUserPoolClient": ("AWS::Cognito::UserPoolClient", same),
    "CreateUserPoolDomain": ("AWS::Cognito::UserPoolDomain", same),
    # CloudFormation has no images.
    "SetUICustomization": ("AWS::Cognito::UserPoolUICustomizationAttachment", but(ImageFile=None)),
    "SetUserPoolMfaConfig": ("AWS::Cognito::UserPool", _second_factor),
}
