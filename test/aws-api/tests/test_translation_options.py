"""What settings add becomes the right requests, and nothing of it is dropped."""

from base64 import b64encode
from collections.abc import Callable

import pytest
from test_translation import parameters

from aws_api.declared import REPOSITORY, Stack
from aws_api.properties import UnknownPropertyError
from aws_api.translate import translate

Find = Callable[[str], Stack]

PROTECTED = "protected and watched"
FAR = "another region, long names"


@pytest.mark.parametrize(
    ("where", "type_", "name", "path"),
    [
        (PROTECTED, "aws:lb/loadBalancer:LoadBalancer", "streamlit", "accessLogs.prefix"),
        (PROTECTED, "aws:s3/bucket:Bucket", "streamlit-access-logs", "acceleration"),
        (
            PROTECTED,
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "streamlit-access-logs",
            "rules.0.madeUp",
        ),
        (PROTECTED, "aws:s3/bucketPolicy:BucketPolicy", "streamlit-access-logs", "madeUp"),
        (PROTECTED, "aws:wafv2/webAcl:WebAcl", "streamlit-waf", "rules.0.statement.madeUp"),
        (PROTECTED, "aws:wafv2/ipSet:IpSet", "streamlit-blocked-addresses", "madeUp"),
        (
            PROTECTED,
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
            "streamlit-waf",
            "loggingFilter.madeUp",
        ),
        (PROTECTED, "aws:cloudwatch/metricAlarm:MetricAlarm", "streamlit-cpu", "madeUp"),
        (PROTECTED, "aws:sns/topic:Topic", "streamlit-alarms", "kmsMasterKeyId"),
        (PROTECTED, "aws:sns/topicPolicy:TopicPolicy", "streamlit-alarms", "madeUp"),
        (PROTECTED, "aws:budgets/budget:Budget", "streamlit-month", "costFilters"),
        (PROTECTED, "aws:budgets/budget:Budget", "streamlit-month", "notifications.0.subscriberSnsTopicArns"),
        ("blue/green", "awsx:ecs:FargateService", "streamlit", "deploymentConfiguration.madeUp"),
        ("blue/green", "awsx:ecs:FargateService", "streamlit", "loadBalancers.0.advancedConfiguration.madeUp"),
        (
            "blue/green",
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            "streamlit-blue-green-errors",
            "metricQueries.0.metric.madeUp",
        ),
        ("people", "aws:cognito/userPoolUICustomization:UserPoolUICustomization", "streamlit-login-style", "madeUp"),
        (FAR, "aws:cognito/userPoolDomain:UserPoolDomain", "streamlit-login-domain", "madeUp"),
    ],
    ids=lambda value: value.rsplit(":", 1)[-1],
)
def test_an_unknown_property_is_an_error(stack_called: Find, where: str, type_: str, name: str, path: str) -> None:
    property_ = path.rsplit(".", maxsplit=1)[-1]
    with pytest.raises(UnknownPropertyError, match=f"{name}: .*{property_}"):
        translate(stack_called(where).changed(type_, name, path, "anything"))


def test_a_blue_green_service(stack_called: Find) -> None:
    stack = stack_called("blue/green")
    service = parameters(stack, "streamlit", "CreateService")
    arns = {resource.name: resource.state.get("arn") for resource in stack.resources}
    alarm = parameters(stack, "streamlit-blue-green-errors", "PutMetricAlarm")["AlarmName"]
    assert service["deploymentConfiguration"] == {
        "alarms": {"alarmNames": [alarm], "enable": True, "rollback": True},
        "bakeTimeInMinutes": 60,
        "deploymentCircuitBreaker": {"enable": True, "rollback": True},
        "maximumPercent": 200,
        "minimumHealthyPercent": 100,
        "strategy": "BLUE_GREEN",
    }
    [target] = service["loadBalancers"]
    assert target["targetGroupArn"] == arns["streamlit-tasks"]
    assert target["advancedConfiguration"] == {
        "alternateTargetGroupArn": arns["streamlit-green"],
        "productionListenerRule": arns["streamlit-session"],
        "roleArn": arns["streamlit-blue-green-role"],
    }


def test_an_alarm_of_several_metrics(stack_called: Find) -> None:
    stack = stack_called("blue/green")
    [balancer] = [r for r in stack.resources if r.type == "aws:lb/loadBalancer:LoadBalancer"]
    alarm = parameters(stack, "streamlit-blue-green-errors", "PutMetricAlarm")
    first, _, total = alarm["Metrics"]
    assert first["Id"] == "errors0"
    assert (first["MetricStat"]["Stat"], first["MetricStat"]["Period"]) == ("Sum", 60)
    metric = first["MetricStat"]["Metric"]
    assert (metric["Namespace"], metric["MetricName"]) == ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count")
    assert metric["Dimensions"][0] == {"Name": "LoadBalancer", "Value": balancer.state["arnSuffix"]}
    assert total["Expression"] == "FILL(errors0, 0) + FILL(errors1, 0)"
    assert (total["Id"], total["ReturnData"]) == ("errors", True)
    assert "Dimensions" not in alarm


def test_a_budget_and_whom_it_tells(stack_called: Find) -> None:
    stack = stack_called(PROTECTED)
    [life] = [life for resource, life in translate(stack) if resource.name == "streamlit-month"]
    [budget, *notifications] = [request.parameters for request in life.create]
    assert budget["Budget"]["BudgetLimit"] == {"Amount": "50", "Unit": "USD"}
    told = [(each["Notification"]["NotificationType"], each["Notification"]["Threshold"]) for each in notifications]
    assert told == [("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100)]
    assert {each["BudgetName"] for each in notifications} == {budget["Budget"]["BudgetName"]}
    ada = [{"SubscriptionType": "EMAIL", "Address": "ada@example.com"}]
    assert [each["Subscribers"] for each in notifications] == [ada] * 3


def test_access_logs_are_attributes_of_the_load_balancer(stack_called: Find) -> None:
    stack = stack_called(PROTECTED)
    bucket = parameters(stack, "streamlit-access-logs", "CreateBucket")
    balancer = parameters(stack, "streamlit", "ModifyLoadBalancerAttributes")
    attributes = {pair["Key"]: pair["Value"] for pair in balancer["Attributes"]}
    assert attributes["access_logs.s3.bucket"] == bucket["Bucket"]
    assert attributes["access_logs.s3.enabled"] == "true"
    assert attributes["deletion_protection.enabled"] == "true"


def test_a_bucket_names_its_region_but_for_the_first_one(stack_called: Find) -> None:
    here, far = (parameters(stack_called(name), "streamlit-access-logs", "CreateBucket") for name in (PROTECTED, FAR))
    assert "CreateBucketConfiguration" not in here
    assert far["CreateBucketConfiguration"] == {"LocationConstraint": "ap-northeast-1"}


def test_the_certificate_of_the_login_page_is_asked_for_in_the_region_of_cloudfront(stack_called: Find) -> None:
    lives = translate(stack_called(FAR))
    requests = [request for _, life in lives for request in (*life.create, *life.delete) if request.service == "acm"]
    regions = {request.operation: set() for request in requests}
    for request in requests:
        regions[request.operation].add(request.region)
    own_and_other = {None, "us-east-1"}
    assert regions == {
        "RequestCertificate": own_and_other,
        "DescribeCertificate": own_and_other,
        "DeleteCertificate": own_and_other,
    }


def test_the_logo_is_sent_as_it_is_in_its_file(stack_called: Find) -> None:
    stack = stack_called("people")
    style = parameters(stack, "streamlit-login-style", "SetUICustomization")
    [declared] = [r.inputs["imageFile"] for r in stack.resources if r.name == "streamlit-login-style"]
    logo = (REPOSITORY / "samples" / "logo.png").read_bytes()
    assert style["ImageFile"] == logo
    assert declared == b64encode(logo).decode()
    assert ".banner-customizable" in style["CSS"]
