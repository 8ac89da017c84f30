"""AWS Lambda."""

import io
from pathlib import PurePosixPath
from zipfile import ZipFile

from ..declared import REPOSITORY, Resource
from ..properties import Properties
from ..requests import Life, Request

SERVICE = "lambda"


def function(resource: Resource) -> Life:
    """Translate `aws.lambda.Function`: its files, zipped as Pulumi zips them, are in the request."""
    properties = Properties(resource)
    identity = {"FunctionName": resource.physical_name}
    parameters = {
        **identity,
        "Code": {"ZipFile": _zipped(properties.take("code"))},
        **properties.parameters(SERVICE, "CreateFunction", {"name": "FunctionName"}),
    }
    answers = {resource.state["arn"]: "FunctionArn"}
    return Life(
        (Request(SERVICE, "CreateFunction", parameters, answers),), (Request(SERVICE, "DeleteFunction", identity),)
    )


def permission(resource: Resource) -> Life:
    """Translate `aws.lambda.Permission`. Where the program names no statement, the provider makes a name up."""
    operation = "AddPermission"
    renames = {"function": "FunctionName"}
    parameters = {
        "StatementId": resource.physical_name,
        **Properties(resource).parameters(SERVICE, operation, renames),
    }
    identity = {"FunctionName": parameters["FunctionName"], "StatementId": parameters["StatementId"]}
    return Life((Request(SERVICE, operation, parameters),), (Request(SERVICE, "RemovePermission", identity),))


def _zipped(archive: dict) -> bytes:
    """Make the archive of a Pulumi `AssetArchive` of files."""
    content = io.BytesIO()
    with ZipFile(content, "w") as zipped:
        for name, asset in archive["assets"].items():
            zipped.writestr(name, (REPOSITORY / PurePosixPath(asset["path"])).read_bytes())
    return content.getvalue()
