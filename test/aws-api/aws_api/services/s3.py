"""Amazon S3: a bucket, and each configuration of it, which has a request of its own."""

from typing import Any

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request

SERVICE = "s3"


def bucket(resource: Resource) -> Life:
    """Translate `aws.s3.Bucket`. Before it deletes one with `forceDestroy`, the provider deletes what is in it."""
    properties = Properties(resource)
    properties.take("forceDestroy")
    tags = properties.tags()
    # The first region is where a bucket is without a constraint, and it must have none there.
    place = {"LocationConstraint": resource.region} if resource.region != "us-east-1" else None
    parameters = {
        "Bucket": resource.id,
        **({} if place is None else {"CreateBucketConfiguration": place}),
        **properties.parameters(SERVICE, "CreateBucket"),
    }
    create = [_request("CreateBucket", parameters)]
    if tags:
        create.append(_request("PutBucketTagging", {"Bucket": resource.id, "Tagging": {"TagSet": tags}}))
    return Life(tuple(create), (_request("DeleteBucket", {"Bucket": resource.id}),))


def ownership_controls(resource: Resource) -> Life:
    """Translate `aws.s3.BucketOwnershipControls`."""
    properties = Properties(resource)
    controls = {"ownershipControls": {"rules": [properties.take("rule")]}}
    return _configuration(resource, properties, "BucketOwnershipControls", controls)


def public_access_block(resource: Resource) -> Life:
    """Translate `aws.s3.BucketPublicAccessBlock`."""
    properties = Properties(resource)
    switches = {name: properties.take(name) for name in resource.inputs if name != "bucket"}
    return _configuration(resource, properties, "PublicAccessBlock", {"publicAccessBlockConfiguration": switches})


def encryption(resource: Resource) -> Life:
    """Translate `aws.s3.BucketServerSideEncryptionConfiguration`."""
    properties = Properties(resource)
    rules = {"serverSideEncryptionConfiguration": {"rules": properties.take("rules")}}
    return _configuration(resource, properties, "BucketEncryption", rules)


def lifecycle(resource: Resource) -> Life:
    """Translate `aws.s3.BucketLifecycleConfiguration`."""
    properties = Properties(resource)
    rules = {"lifecycleConfiguration": {"rules": properties.take("rules")}}
    return _configuration(resource, properties, "BucketLifecycleConfiguration", rules, delete="DeleteBucketLifecycle")


def policy(resource: Resource) -> Life:
    """Translate `aws.s3.BucketPolicy`."""
    properties = Properties(resource)
    return _configuration(resource, properties, "BucketPolicy", {"policy": properties.take("policy")})


def _configuration(
    resource: Resource, properties: Properties, what: str, regrouped: dict[str, Any], delete: str | None = None
) -> Life:
    identity = {"Bucket": properties.take("bucket")}
    properties.end()
    parameters = {**identity, **Properties(resource, regrouped).parameters(SERVICE, f"Put{what}")}
    return Life((_request(f"Put{what}", parameters),), (_request(delete or f"Delete{what}", identity),))


def _request(operation: str, parameters: dict[str, Any]) -> Request:
    """Make a request about a bucket, whose name tells which resource it means."""
    return Request(SERVICE, operation, parameters, subject=parameters["Bucket"])
