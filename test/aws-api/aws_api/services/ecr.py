"""Amazon ECR."""

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request


def repository(resource: Resource) -> Life:
    """Translate `aws.ecr.Repository`. Whether it may be deleted with images in it is told when it is deleted."""
    properties = Properties(resource)
    force = {"force": True} if properties.take("forceDelete") else {}
    name = resource.physical_name
    identity = {"repositoryName": name}
    parameters = {
        **identity,
        "tags": properties.tags(),
        **properties.parameters("ecr", "CreateRepository", {"name": "repositoryName"}),
    }
    return Life(
        (Request("ecr", "CreateRepository", parameters, subject=name),),
        (Request("ecr", "DeleteRepository", {**identity, **force}, subject=name),),
    )


def lifecycle_policy(resource: Resource) -> Life:
    """Translate `aws.ecr.LifecyclePolicy`."""
    names = {"policy": "lifecyclePolicyText", "repository": "repositoryName"}
    parameters = Properties(resource).parameters("ecr", "PutLifecyclePolicy", names)
    repository = resource.inputs.get("repository")
    return Life(
        (Request("ecr", "PutLifecyclePolicy", parameters, subject=repository),),
        (Request("ecr", "DeleteLifecyclePolicy", {"repositoryName": repository}, subject=repository),),
    )
