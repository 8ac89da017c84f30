"""Amazon Route 53."""

from typing import Any

from ..declared import Resource
from ..properties import Properties, UnknownPropertyError
from ..requests import Life, Request

RECORD_NAMES = {"records": "ResourceRecords", "zoneId": "HostedZoneId", "name": "Name"}
ALIAS_NAMES = {"name": "DNSName", "zoneId": "HostedZoneId"}


def record(resource: Resource) -> Life:
    """Translate `aws.route53.Record`."""
    properties = Properties(resource)
    zone = properties.take("zoneId")
    action = "UPSERT" if properties.take("allowOverwrite") else "CREATE"
    aliases = properties.take("aliases", [])
    if len(aliases) > 1:
        raise UnknownPropertyError(f"{resource.label}: a record has one alias at most.")
    target = [_fit(resource, {"aliasTarget": alias}, ALIAS_NAMES) for alias in aliases]
    values = [{"value": value} for value in properties.take("records", [])]
    rest = {name: properties.take(name) for name in ("name", "type", "ttl") if name in resource.inputs}
    properties.end()
    fitted = _fit(resource, {**rest, **({"resourceRecords": values} if values else {})}, {})
    record_set = {**fitted, **(target[0] if target else {})}
    return Life((_change(zone, action, record_set),), (_change(zone, "DELETE", record_set),))


def _fit(resource: Resource, record_set: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Give the properties of a record set the API's names."""
    batch = {"changeBatch": {"changes": [{"resourceRecordSet": record_set}]}}
    fitted = Properties(resource, batch).parameters("route53", "ChangeResourceRecordSets", names)
    return fitted["ChangeBatch"]["Changes"][0]["ResourceRecordSet"]


def _change(zone: str, action: str, record_set: dict[str, Any]) -> Request:
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": record_set}]}
    return Request("route53", "ChangeResourceRecordSets", {"HostedZoneId": zone, "ChangeBatch": batch})
