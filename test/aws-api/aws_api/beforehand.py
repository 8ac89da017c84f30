"""What the owner's account has before the first deployment: the hosted zone, and perhaps a certificate."""

from .declared import Stack
from .emulator import Account

LISTENER = "aws:lb/listener:Listener"


def bring_what_is_there(account: Account, stack: Stack) -> None:
    """Create in an account what a stack only looks up, and know it under the evaluation's names."""
    for zone_id, name in stack.zones.items():
        zone = account.client("route53").create_hosted_zone(Name=name, CallerReference=zone_id)
        account.bring(zone_id, zone["HostedZone"]["Id"].removeprefix("/hostedzone/"))
    declared = {resource.id for resource in stack.resources}
    for listener in (resource for resource in stack.resources if resource.type == LISTENER):
        certificate = listener.inputs.get("certificateArn")
        if certificate is not None and certificate not in declared:
            # For the whole zone: a certificate's first name is short.
            [zone] = stack.zones.values()
            names = {"DomainName": zone, "SubjectAlternativeNames": [f"*.{zone}"]}
            issued = account.client("acm").request_certificate(**names)
            account.bring(certificate, issued["CertificateArn"])
