"""AWS Budgets."""

from typing import Any

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request

SERVICE = "budgets"

ACCOUNT = "123456789012"
"""The caller's account, which the API wants named; the provider asks for it."""


def budget(resource: Resource) -> Life:
    """Translate `aws.budgets.Budget`. Each notification has a request of its own."""
    properties = Properties(resource)
    identity = {"AccountId": ACCOUNT, "BudgetName": resource.physical_name}
    notifications = [_notification(resource, declared) for declared in properties.take("notifications", [])]
    limit = {"amount": properties.take("limitAmount"), "unit": properties.take("limitUnit")}
    tags = properties.tags()
    rest = {name: properties.take(name) for name in ("budgetType", "timeUnit") if name in resource.inputs}
    properties.end()
    described = {"budget": {"budgetName": resource.physical_name, "budgetLimit": limit, **rest}}
    parameters = {
        "AccountId": ACCOUNT,
        "ResourceTags": tags,
        **Properties(resource, described).parameters(SERVICE, "CreateBudget"),
    }
    return Life(
        (
            Request(SERVICE, "CreateBudget", parameters),
            *(Request(SERVICE, "CreateNotification", {**identity, **each}) for each in notifications),
        ),
        (Request(SERVICE, "DeleteBudget", identity),),
    )


def _notification(resource: Resource, declared: dict[str, Any]) -> dict[str, Any]:
    notification = dict(declared)
    addresses = notification.pop("subscriberEmailAddresses", [])
    subscribers = [{"subscriptionType": "EMAIL", "address": address} for address in addresses]
    regrouped = {"notification": notification, "subscribers": subscribers}
    return Properties(resource, regrouped).parameters(SERVICE, "CreateNotification")
