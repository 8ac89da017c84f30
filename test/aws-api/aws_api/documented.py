"""Limits that AWS's models state in words only.

Each quotes the text that the model itself has on the member, so that a test can tell when AWS changes it. A limit that
quotes nothing has its source in a comment.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import regex
from botocore.model import StructureShape


@dataclass(frozen=True)
class Limit:
    """What a value has to be, and the words of AWS's model that say so."""

    fits: Callable[[Any], bool]
    words: str = ""


def between(least: int, most: int, words: str = "") -> Limit:
    """Limit a whole number, also one that is written as a text."""
    return Limit(lambda value: regex.fullmatch(r"-?\d+", str(value)) is not None and least <= int(value) <= most, words)


def matching(pattern: str, words: str = "") -> Limit:
    """Limit a text, or each of a list of texts."""

    def fits(value: str | list[str]) -> bool:
        texts = value if isinstance(value, list) else [value]
        return all(regex.fullmatch(pattern, text) for text in texts)

    return Limit(fits, words)


def is_period(value: int) -> bool:
    """Tell whether CloudWatch takes a period of so many seconds."""
    return value in (10, 20, 30) or (value > 0 and value % 60 == 0)


# "General purpose bucket naming rules".
BUCKET = r"(?!xn--|sthree-)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?<!-s3alias|--ol-s3)"
LETTERS = matching(
    r"[A-Za-z0-9_-]{1,255}", "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens"
)
EC2_TEXT = r"[A-Za-z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{0,255}"
RULE_DESCRIPTION = matching(EC2_TEXT, "Up to 255 characters in length. Allowed characters are")
# Internet protocol suite: a port is a number of 16 bits; -1 stands for all ICMP types.
PORT = between(0, 65535)
FROM_PORT = between(-1, 65535, "If the protocol is TCP or UDP, this is the start of the port range.")
TO_PORT = between(-1, 65535, "If the protocol is TCP or UDP, this is the end of the port range.")

# By service, structure and member.
LIMITS: dict[tuple[str, str, str], Limit] = {
    ("cloudwatch", "MetricStat", "Period"): Limit(is_period, "10, 20, 30, 60, or any multiple of 60"),
    ("cloudwatch", "PutDashboardInput", "DashboardName"): matching(
        r"[A-Za-z0-9_-]{1,255}", "The maximum length is 255, and valid characters are A-Z, a-z, 0-9"
    ),
    ("cloudwatch", "PutMetricAlarmInput", "EvaluateLowSampleCountPercentile"): matching(
        "evaluate|ignore", "<code>evaluate | ignore</code>"
    ),
    ("cloudwatch", "PutMetricAlarmInput", "ExtendedStatistic"): matching(r"p\d{1,2}(\.\d+)?|p100", "<code>p90</code>"),
    ("cloudwatch", "PutMetricAlarmInput", "Period"): Limit(is_period, "10, 20, 30, and any multiple of 60"),
    ("cloudwatch", "PutMetricAlarmInput", "TreatMissingData"): matching(
        "breaching|notBreaching|ignore|missing", "<code>breaching | notBreaching | ignore | missing</code>"
    ),
    # The words are those of the member that holds it.
    ("cognito-idp", "CustomDomainConfigType", "CertificateArn"): matching(
        r"arn:aws:acm:us-east-1:\d{12}:certificate/[0-9a-f-]+"
    ),
    ("ec2", "CreateSecurityGroupRequest", "Description"): matching(EC2_TEXT, "Up to 255 characters in length"),
    ("ec2", "CreateSecurityGroupRequest", "GroupName"): matching(rf"(?!sg-){EC2_TEXT}", "Can't start with"),
    ("ec2", "IpPermission", "FromPort"): FROM_PORT,
    ("ec2", "IpPermission", "IpProtocol"): matching(
        r"tcp|udp|icmp|icmpv6|-1|\d{1,3}", "Use <code>-1</code> to specify all protocols."
    ),
    ("ec2", "IpPermission", "ToPort"): TO_PORT,
    ("ec2", "IpRange", "Description"): RULE_DESCRIPTION,
    ("ec2", "UserIdGroupPair", "Description"): RULE_DESCRIPTION,
    ("ecs", "ContainerDefinition", "name"): LETTERS,
    ("ecs", "ContainerDefinition", "privileged"): Limit(
        lambda value: value is False, "This parameter is not supported for Windows containers or tasks run on Fargate."
    ),
    ("ecs", "ContainerDefinition", "stopTimeout"): between(0, 120, "the max stop timeout value is 120 seconds"),
    ("ecs", "CreateClusterRequest", "clusterName"): LETTERS,
    ("ecs", "CreateServiceRequest", "serviceName"): LETTERS,
    # The most is the page "Amazon ECS service quotas": tasks a service.
    ("ecs", "CreateServiceRequest", "desiredCount"): between(0, 5000),
    # "Task definition differences for the Fargate launch type".
    ("ecs", "LinuxParameters", "tmpfs"): Limit(lambda value: value == []),
    ("ecs", "LoadBalancer", "containerPort"): PORT,
    ("ecs", "PortMapping", "containerPort"): PORT,
    ("ecs", "PortMapping", "hostPort"): PORT,
    ("ecs", "RegisterTaskDefinitionRequest", "family"): LETTERS,
    # The most is in the page "Authenticate users using an Application Load Balancer".
    ("elbv2", "AuthenticateCognitoActionConfig", "SessionTimeout"): between(
        1, 604800, "The default is 604800 seconds (7 days)."
    ),
    ("elbv2", "CreateLoadBalancerInput", "Name"): matching(
        r"(?!-|internal-)[A-Za-z0-9-]{1,32}(?<!-)", 'must not begin with "internal-"'
    ),
    ("elbv2", "CreateTargetGroupInput", "Name"): matching(
        r"(?!-)[A-Za-z0-9-]{1,32}(?<!-)", "can have a maximum of 32 characters"
    ),
    ("elbv2", "FixedResponseActionConfig", "ContentType"): matching(
        "text/plain|text/css|text/html|application/javascript|application/json",
        "Valid Values: text/plain | text/css | text/html | application/javascript | application/json",
    ),
    ("elbv2", "HostHeaderConditionConfig", "Values"): matching(
        r"[A-Za-z0-9.*?-]{0,126}\.[A-Za-z*?]+(?<=^.{1,128})", "only alphabetical characters after the final"
    ),
    ("elbv2", "HttpHeaderConditionConfig", "HttpHeaderName"): matching(
        r"(?i)(?!host$)[!#$%&'*+.^_`|~0-9a-z-]{1,40}", "The maximum length is 40 characters."
    ),
    ("elbv2", "HttpHeaderConditionConfig", "Values"): matching(
        ".{1,128}", "The maximum length of each string is 128 characters."
    ),
    ("elbv2", "TargetGroupTuple", "Weight"): between(0, 999, "The range is 0 to 999."),
    ("elbv2", "PathPatternConditionConfig", "Values"): matching(
        ".{1,128}", "The maximum length of each string is 128 characters."
    ),
    ("s3", "CreateBucketRequest", "Bucket"): matching(BUCKET),
    ("sns", "CreateTopicInput", "Name"): matching(r"[A-Za-z0-9_-]{1,256}", "must be between 1 and 256 characters long"),
    ("sns", "SubscribeInput", "Protocol"): matching(
        "http|https|email|email-json|sms|sqs|application|lambda|firehose",
        "<code>email</code>",
    ),
    # "Sending web ACL traffic logs to an Amazon CloudWatch Logs log group", log group naming.
    ("wafv2", "LoggingConfiguration", "LogDestinationConfigs"): matching(
        r"arn:aws:logs:[a-z0-9-]+:\d{12}:log-group:aws-waf-logs-[^:]+"
    ),
    ("wafv2", "RateBasedStatement", "EvaluationWindowSec"): Limit(
        lambda value: value in (60, 120, 300, 600), "Valid settings are 60, 120, 300, and 600."
    ),
}

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"

# By service and shape: patterns that refuse what the models' own words allow, and those that do not.
WIDER = {("cognito-idp", "DomainType"): rf"{LABEL}(?:\.{LABEL})*"}

SWITCH = matching("true|false")

# By key: an attribute's value is a text, whatever it means. The words are those of the structure's member `Key`.
ATTRIBUTES: dict[str, Limit] = {
    "access_logs.s3.bucket": matching(BUCKET, "The name of the S3 bucket for the access logs."),
    "access_logs.s3.enabled": SWITCH,
    "deletion_protection.enabled": SWITCH,
    "deregistration_delay.timeout_seconds": between(0, 3600, "The range is 0-3600 seconds."),
    "idle_timeout.timeout_seconds": between(1, 4000, "The valid range is 1-4000 seconds."),
    "routing.http.desync_mitigation_mode": matching("monitor|defensive|strictest", "<code>strictest</code>"),
    "routing.http.drop_invalid_header_fields.enabled": SWITCH,
    # What the headers' own standards allow: RFC 6797, the Fetch standard and RFC 7034.
    "routing.http.response.strict_transport_security.header_value": matching(
        r"max-age=\d+(; includeSubDomains)?(; preload)?"
    ),
    "routing.http.response.x_content_type_options.header_value": matching("nosniff"),
    "routing.http.response.x_frame_options.header_value": matching(r"DENY|SAMEORIGIN"),
    "stickiness.enabled": SWITCH,
    "stickiness.lb_cookie.duration_seconds": between(1, 604800, "The range is 1 second to 1 week (604800 seconds)."),
    "stickiness.type": matching("lb_cookie|app_cookie", "<code>lb_cookie</code> and <code>app_cookie</code>"),
}


def documented_problems(service: str, shape: StructureShape, value: dict[str, Any], path: str) -> Iterator[str]:
    """Name what breaks a documented limit in one structure, not in those inside it."""
    for member, item in value.items():
        limit = LIMITS.get((service, shape.name, member))
        if limit is not None and not limit.fits(item):
            yield f"{path}.{member} is {item!r}, outside the documented limit: {limit.words}"
    # "For custom domains, this is the fully-qualified domain name", and only for those.
    if shape.name == "CreateUserPoolDomainRequest" and ("." in value["Domain"]) != ("CustomDomainConfig" in value):
        yield f"{path}.Domain is {value['Domain']!r}: a name with dots needs a certificate, and a prefix has none"
    if shape.name.endswith("Attribute") and set(value) == {"Key", "Value"}:
        yield from _attribute_problems(shape, value["Key"], value["Value"], path)


def _attribute_problems(shape: StructureShape, key: str, value: str, path: str) -> Iterator[str]:
    if f"<code>{key}</code>" not in shape.members["Key"].documentation:
        yield f"{path}.Key is {key!r}, which the documentation of {shape.name} does not name"
    elif key not in ATTRIBUTES:
        yield f"{path}.Key is {key!r}, whose limit is unknown here: add it to ATTRIBUTES"
    elif not ATTRIBUTES[key].fits(value):
        yield f"{path}.Value is {value!r}, outside the documented limit of {key}: {ATTRIBUTES[key].words}"
