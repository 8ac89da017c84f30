"""Amazon CloudWatch: alarms and dashboards."""

from typing import Any

from ..declared import Resource
from ..properties import Properties
from ..requests import Life, Request

SERVICE = "cloudwatch"

STATISTIC = ("period", "stat", "unit")


def metric_alarm(resource: Resource) -> Life:
    """Translate `aws.cloudwatch.MetricAlarm`, of one metric or of an expression of several."""
    properties = Properties(resource)
    name = resource.physical_name
    dimensions = properties.take("dimensions")
    queries = [_query(query) for query in properties.take("metricQueries", [])]
    parameters = {
        "AlarmName": name,
        "Tags": properties.tags(),
        **({} if dimensions is None else {"Dimensions": _dimensions(dimensions)}),
        **Properties(resource, {"metrics": queries} if queries else {}).parameters(SERVICE, "PutMetricAlarm"),
        **properties.parameters(
            SERVICE,
            "PutMetricAlarm",
            {"evaluateLowSampleCountPercentiles": "EvaluateLowSampleCountPercentile", "name": "AlarmName"},
        ),
    }
    return Life(
        (Request(SERVICE, "PutMetricAlarm", parameters),),
        (Request(SERVICE, "DeleteAlarms", {"AlarmNames": [name]}),),
    )


def _query(declared: dict[str, Any]) -> dict[str, Any]:
    """Tell apart which metric it is, and which figure of it, as the API does."""
    query = dict(declared)
    metric = query.pop("metric", None)
    if metric is None:
        return query
    statistic = {name: metric[name] for name in STATISTIC if name in metric}
    which = {name: value for name, value in metric.items() if name not in STATISTIC}
    which["dimensions"] = _dimensions(which.get("dimensions", {}))
    return {**query, "metricStat": {"metric": which, **statistic}}


def _dimensions(declared: dict[str, str]) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in declared.items()]


def dashboard(resource: Resource) -> Life:
    """Translate `aws.cloudwatch.Dashboard`."""
    parameters = Properties(resource).parameters(SERVICE, "PutDashboard")
    identity = {"DashboardNames": [resource.inputs["dashboardName"]]}
    return Life((Request(SERVICE, "PutDashboard", parameters),), (Request(SERVICE, "DeleteDashboards", identity),))
