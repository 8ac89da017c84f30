"""A planted bad value of each kind that a setting adds is refused, and by whom."""

from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError
from planted import Planted, label, refusals

from aws_api.beforehand import bring_what_is_there
from aws_api.cloudformation import findings
from aws_api.declared import Stack
from aws_api.emulator import Account
from aws_api.references import unresolved

BUCKET = ("aws:s3/bucket:Bucket", "streamlit-access-logs")
BUCKET_ENCRYPTION = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "streamlit-access-logs",
)
BUCKET_LIFECYCLE = ("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "streamlit-access-logs")
BUCKET_OWNERSHIP = ("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "streamlit-access-logs")
BUCKET_POLICY = ("aws:s3/bucketPolicy:BucketPolicy", "streamlit-access-logs")
BUCKET_PUBLIC = ("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "streamlit-access-logs")
LOAD_BALANCER = ("aws:lb/loadBalancer:LoadBalancer", "streamlit")
WEB_ACL = ("aws:wafv2/webAcl:WebAcl", "streamlit-waf")
WEB_ACL_ASSOCIATION = ("aws:wafv2/webAclAssociation:WebAclAssociation", "streamlit-waf")
WEB_ACL_LOGGING = ("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "streamlit-waf")
IP_SET = ("aws:wafv2/ipSet:IpSet", "streamlit-blocked-addresses")
LOG_POLICY = ("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "streamlit-waf")
TOPIC = ("aws:sns/topic:Topic", "streamlit-alarms")
TOPIC_POLICY = ("aws:sns/topicPolicy:TopicPolicy", "streamlit-alarms")
SUBSCRIPTION = ("aws:sns/topicSubscription:TopicSubscription", "streamlit-alarms")
CPU_ALARM = ("aws:cloudwatch/metricAlarm:MetricAlarm", "streamlit-cpu")
SLOW_ALARM = ("aws:cloudwatch/metricAlarm:MetricAlarm", "streamlit-slow")
DASHBOARD = ("aws:cloudwatch/dashboard:Dashboard", "streamlit-dashboard")
BUDGET = ("aws:budgets/budget:Budget", "streamlit-month")

SERVICE = ("awsx:ecs:FargateService", "streamlit")
SESSION_RULE = ("aws:lb/listenerRule:ListenerRule", "streamlit-session")
ERRORS_ALARM = ("aws:cloudwatch/metricAlarm:MetricAlarm", "streamlit-blue-green-errors")
SHIFT_POLICY = ("aws:iam/rolePolicy:RolePolicy", "streamlit-blue-green-policy")

STYLE = ("aws:cognito/userPoolUICustomization:UserPoolUICustomization", "streamlit-login-style")

LOGIN_DOMAIN = ("aws:cognito/userPoolDomain:UserPoolDomain", "streamlit-login-domain")
LOGIN_ALIAS = ("aws:route53/record:Record", "streamlit-login-domain-alias")
LOGIN_CERTIFICATE = ("aws:acm/certificate:Certificate", "streamlit-login-domain-certificate")

PROTECTED = "protected and watched"
BLUE_GREEN = "blue/green"
PEOPLE = "people"
FAR = "another region, long names"

HERE = "arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b2c3d-4e5f-6789-abcd-ef0123456789"
OTHER_RULE = f"arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/none/{'0' * 16}"
OTHER_ACL = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/none/0a1b2c3d-4e5f-6789-abcd-ef0123456789"
OTHER_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:streamlit-logs"
OTHER_TOPIC = "arn:aws:sns:us-east-1:123456789012:none"
UNKNOWN_ACTION = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"elasticloadbalancing:ShiftRule","Resource":"*"}]}'
)
NO_PRINCIPAL = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}]}'
NO_EFFECT = '{"Version":"2012-10-17","Statement":[{"Principal":"*","Action":"s3:PutObject","Resource":"*"}]}'

RATE = "rules.2.statement.rateBasedStatement"
SHIFT = "loadBalancers.0.advancedConfiguration"
DEPLOYMENT = "deploymentConfiguration"

BY_THE_MODELS = [
    (PROTECTED, Planted(LOAD_BALANCER, "accessLogs.bucket", "My_Bucket", "access_logs.s3.bucket")),
    (PROTECTED, Planted(LOAD_BALANCER, "accessLogs.enabled", "yes", "access_logs.s3.enabled")),
    (
        PROTECTED,
        Planted(BUCKET_ENCRYPTION, "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm", "AES", "none of"),
    ),
    (PROTECTED, Planted(BUCKET_LIFECYCLE, "rules.0.status", "On", "none of Enabled, Disabled")),
    (PROTECTED, Planted(BUCKET_LIFECYCLE, "rules.0.expiration.days", "30", "Invalid type for parameter")),
    (PROTECTED, Planted(BUCKET_OWNERSHIP, "rule.objectOwnership", "Owner", "none of BucketOwnerPreferred")),
    (PROTECTED, Planted(BUCKET_PUBLIC, "blockPublicAcls", "yes", "Invalid type for parameter")),
    (PROTECTED, Planted(BUCKET_POLICY, "policy", {}, "Invalid type for parameter Policy")),
    (PROTECTED, Planted(WEB_ACL, "scope", "GLOBAL", "none of CLOUDFRONT, REGIONAL")),
    (PROTECTED, Planted(WEB_ACL, "defaultAction", None, "Missing required parameter")),
    (PROTECTED, Planted(WEB_ACL, "rules.0.statement.ipSetReferenceStatement.arn", "blocked", "valid min length: 20")),
    (PROTECTED, Planted(WEB_ACL, f"{RATE}.limit", 9, "min value: 10")),
    (PROTECTED, Planted(WEB_ACL, f"{RATE}.aggregateKeyType", "COOKIE", "none of IP")),
    (PROTECTED, Planted(WEB_ACL, f"{RATE}.evaluationWindowSec", 61, "60, 120, 300, and 600")),
    (PROTECTED, Planted(WEB_ACL, "visibilityConfig.metricName", "all of it", "does not match the pattern")),
    (PROTECTED, Planted(WEB_ACL_ASSOCIATION, "resourceArn", "streamlit", "valid min length: 20")),
    (PROTECTED, Planted(WEB_ACL_LOGGING, "logDestinationConfigs.0", OTHER_GROUP, "documented limit")),
    (PROTECTED, Planted(WEB_ACL_LOGGING, "loggingFilter.defaultBehavior", "LOSE", "none of KEEP, DROP")),
    (PROTECTED, Planted(IP_SET, "ipAddressVersion", "IPV5", "none of IPV4, IPV6")),
    (PROTECTED, Planted(IP_SET, "addresses.0", "", "min length: 1")),
    (PROTECTED, Planted(LOG_POLICY, "policyDocument", "x" * 51201, "the most is 51200")),
    (PROTECTED, Planted(TOPIC, "name", "the alarms", "between 1 and 256 characters")),
    (PROTECTED, Planted(TOPIC_POLICY, "policy", {}, "Invalid type for parameter AttributeValue")),
    (PROTECTED, Planted(SUBSCRIPTION, "protocol", "mail", "<code>email</code>")),
    (PROTECTED, Planted(CPU_ALARM, "comparisonOperator", ">", "none of GreaterThan")),
    (PROTECTED, Planted(CPU_ALARM, "statistic", "Mean", "none of SampleCount")),
    (PROTECTED, Planted(CPU_ALARM, "evaluationPeriods", 0, "min value: 1")),
    (PROTECTED, Planted(CPU_ALARM, "period", 61, "any multiple of 60")),
    (PROTECTED, Planted(CPU_ALARM, "treatMissingData", "fine", "notBreaching | ignore")),
    (PROTECTED, Planted(CPU_ALARM, "alarmActions", [OTHER_TOPIC] * 6, "the most is 5")),
    (PROTECTED, Planted(SLOW_ALARM, "extendedStatistic", "95", "<code>p90</code>")),
    (PROTECTED, Planted(SLOW_ALARM, "evaluateLowSampleCountPercentiles", "skip", "evaluate | ignore")),
    (PROTECTED, Planted(DASHBOARD, "dashboardName", "the dashboard", "The maximum length is 255")),
    (PROTECTED, Planted(DASHBOARD, "dashboardBody", None, "Missing required parameter")),
    (PROTECTED, Planted(BUDGET, "timeUnit", "WEEKLY", "none of DAILY")),
    (PROTECTED, Planted(BUDGET, "limitAmount", "fifty", "does not match the pattern")),
    (PROTECTED, Planted(BUDGET, "notifications.0.notificationType", "GUESSED", "none of ACTUAL, FORECASTED")),
    (PROTECTED, Planted(BUDGET, "notifications.0.subscriberEmailAddresses", [], "min length: 1")),
    (BLUE_GREEN, Planted(SERVICE, f"{DEPLOYMENT}.strategy", "GREEN", "none of ROLLING, BLUE_GREEN")),
    (BLUE_GREEN, Planted(SERVICE, f"{DEPLOYMENT}.bakeTimeInMinutes", "ten", "Invalid type for parameter")),
    (BLUE_GREEN, Planted(SERVICE, "alarms.enable", None, "Missing required parameter")),
    (BLUE_GREEN, Planted(SERVICE, f"{SHIFT}.roleArn", [], "Invalid type for parameter")),
    (BLUE_GREEN, Planted(SESSION_RULE, "conditions.1.httpHeader.httpHeaderName", "Host", "40 characters")),
    (BLUE_GREEN, Planted(SESSION_RULE, "conditions.1.httpHeader.values.0", "x" * 129, "128 characters")),
    (BLUE_GREEN, Planted(SESSION_RULE, "actions.1.forward.targetGroups.0.weight", 1000, "0 to 999")),
    (BLUE_GREEN, Planted(ERRORS_ALARM, "metricQueries.0.metric.period", 61, "any multiple of 60")),
    (BLUE_GREEN, Planted(ERRORS_ALARM, "metricQueries.2.expression", "", "min length: 1")),
    (PEOPLE, Planted(STYLE, "css", "x" * 131073, "the most is 131072")),
    (PEOPLE, Planted(STYLE, "imageFile", "AAAA" * 43691, "the most is 131072")),
    (FAR, Planted(LOGIN_DOMAIN, "domain", "login_page.example.com", "does not match the pattern")),
    (FAR, Planted(LOGIN_DOMAIN, "domain", "login", "needs a certificate")),
    (FAR, Planted(LOGIN_DOMAIN, "certificateArn", HERE, "arn:aws:acm:ap-northeast-1")),
    (FAR, Planted(LOGIN_CERTIFICATE, "validationMethod", "WHOIS", "none of EMAIL, DNS")),
    (FAR, Planted(LOGIN_ALIAS, "aliases.0.name", "x" * 1025, "the most is 1024")),
]

BY_CLOUDFORMATION = [
    (PROTECTED, Planted(BUCKET_POLICY, "policy", NO_EFFECT, "'Effect' is a required property")),
    (PROTECTED, Planted(WEB_ACL, "rules.0.visibilityConfig.metricName", "", "MetricName")),
    (PROTECTED, Planted(TOPIC_POLICY, "policy", NO_PRINCIPAL, "Principal")),
    (PROTECTED, Planted(CPU_ALARM, "statistic", "Mean", "'Mean' is not one of")),
    (BLUE_GREEN, Planted(SERVICE, f"{DEPLOYMENT}.bakeTimeInMinutes", "1441", "maximum of 1440")),
    (BLUE_GREEN, Planted(SHIFT_POLICY, "policy", UNKNOWN_ACTION, "'shiftrule' is not one of")),
]

BY_REFERENCES = [
    (PROTECTED, Planted(WEB_ACL, "rules.1.priority", 0, "two rules have one priority")),
    (PROTECTED, Planted(WEB_ACL, "rules.0.action", None, "the rule blocked-addresses wants Action")),
    (BLUE_GREEN, Planted(SERVICE, "alarms.alarmNames", ["none"], "there is no alarm none")),
    (BLUE_GREEN, Planted(SERVICE, f"{SHIFT}.productionListenerRule", OTHER_RULE, "there is no rule")),
    (BLUE_GREEN, Planted(SERVICE, f"{SHIFT}.alternateTargetGroupArn", OTHER_RULE, "does not forward to its two")),
]

BY_THE_EMULATOR = [
    (PROTECTED, Planted(BUCKET_LIFECYCLE, "bucket", "none", "NoSuchBucket")),
    (PROTECTED, Planted(WEB_ACL_ASSOCIATION, "webAclArn", OTHER_ACL, "WAFNonexistentItemException")),
    (PROTECTED, Planted(SUBSCRIPTION, "topic", OTHER_TOPIC, "NotFound")),
    (FAR, Planted(LOGIN_ALIAS, "name", "login.example.org", "is not permitted in zone")),
]

Find = Callable[[str], Stack]


@pytest.mark.parametrize(("name", "planted"), BY_THE_MODELS, ids=label)
def test_the_models_refuse(stack_called: Find, name: str, planted: Planted) -> None:
    assert planted.words in "\n".join(refusals(planted.alone(stack_called(name))))


@pytest.mark.parametrize(("name", "planted"), BY_CLOUDFORMATION, ids=label)
def test_cloudformation_refuses(stack_called: Find, name: str, planted: Planted) -> None:
    assert planted.words in "\n".join(findings(planted.alone(stack_called(name))))


@pytest.mark.parametrize(("name", "planted"), BY_REFERENCES, ids=label)
def test_what_does_not_fit_together_is_refused(stack_called: Find, name: str, planted: Planted) -> None:
    assert planted.words in "\n".join(unresolved(planted.into(stack_called(name))))


@pytest.mark.parametrize(("name", "planted"), BY_THE_EMULATOR, ids=label)
def test_the_emulator_refuses(stack_called: Find, name: str, planted: Planted) -> None:
    stack = planted.into(stack_called(name))
    with Account.emulated(stack.region) as account:
        bring_what_is_there(account, stack)
        with pytest.raises(ClientError, match=planted.words):
            account.create(stack)


def test_a_prefix_with_dots_is_refused(default_stack: Stack) -> None:
    login = ("aws:cognito/userPoolDomain:UserPoolDomain", "streamlit-login")
    planted = Planted(login, "domain", "login.example", "needs a certificate")
    assert planted.words in "\n".join(refusals(planted.alone(default_stack)))
