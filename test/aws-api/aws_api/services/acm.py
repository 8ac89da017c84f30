"""AWS Certificate Manager."""

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request


def certificate(resource: Resource) -> Life:
    """Translate `aws.acm.Certificate`. The provider asks for the validation record afterwards."""
    properties = Properties(resource)
    region = properties.take("region")
    tags = properties.tags()
    parameters = {"Tags": tags, **properties.parameters("acm", "RequestCertificate")}
    identity = {"CertificateArn": resource.state["arn"]}
    [option] = resource.state["domainValidationOptions"]
    record = "Certificate.DomainValidationOptions[0].ResourceRecord"
    validation = {option["resourceRecordName"]: f"{record}.Name", option["resourceRecordValue"]: f"{record}.Value"}
    return Life(
        (
            Request("acm", "RequestCertificate", parameters, {resource.state["arn"]: "CertificateArn"}, region=region),
            Request("acm", "DescribeCertificate", identity, validation, region=region),
        ),
        (Request("acm", "DeleteCertificate", identity, region=region),),
    )


def certificate_validation(resource: Resource) -> Life:
    """Translate `aws.acm.CertificateValidation`: the provider waits until it is issued, and creates nothing."""
    properties = Properties(resource)
    # Compared by the provider with what the certificate wants; never sent.
    properties.take("validationRecordFqdns")
    region = properties.take("region")
    parameters = properties.parameters("acm", "DescribeCertificate")
    return Life((Request("acm", "DescribeCertificate", parameters, region=region),))
