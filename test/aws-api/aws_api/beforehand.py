"""What the owner's account has before the first deployment: the hosted zone, and perhaps a certificate."""

from .declared import Stack
from .emulator import Account

LISTENER = "aws:lb/listener:Listener"
RECORD = "aws:route53/record:Record"


def bring_what_is_there(account: Account, stack: Stack) -> None:
    """Create in an account what a stack only looks up, and know it under the evaluation's names."""
    alias = next(resource for resource in stack.resources if resource.type == RECORD and "aliases" in resource.inputs)
    domain = alias.inputs["name"]
    zone = account.client("route53").create_hosted_zone(Name=domain.split(".", 1)[1], CallerReference=domain)
    account.bring(alias.inputs["zoneId"], zone["HostedZone"]["Id"].removeprefix("/hostedzone/"))
    declared = {resource.id for resource in stack.resources}
    for listener in (resource for resource in stack.resources if resource.type == LISTENER):
        certificate = listener.inputs.get("certificateArn")
        if certificate is not None and certificate not in declared:
            # For the registered domain and this one: a certificate's first name is short.
            first = ".".join(domain.split(".")[-2:])
            issued = account.client("acm").request_certificate(DomainName=first, SubjectAlternativeNames=[domain])
            account.bring(certificate, issued["CertificateArn"])
