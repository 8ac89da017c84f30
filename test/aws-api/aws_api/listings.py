"""How each kind of what the program declares is listed in an account."""

from dataclasses import dataclass, field
from typing import Any

from .services.budgets import ACCOUNT


@dataclass(frozen=True)
class Listing:
    """One listing: boto3's method, and where the identifiers are in a page, as a JMESPath expression.

    `of` is for what is listed inside something else only: the kind of the latter, and the parameter that takes it.
    `alive` is for what AWS lists, marked, for some time after it was deleted: the operation and the parameter that
    describe the listed, and where those still alive are. `further` are regions to look in besides the stack's.
    """

    service: str
    operation: str
    identifiers: str
    parameters: dict[str, Any] = field(default_factory=dict)
    of: tuple[str, str] | None = None
    alive: tuple[str, str, str] | None = None
    further: tuple[str, ...] = ()


LISTINGS = {
    "alarms": Listing("cloudwatch", "describe_alarms", "MetricAlarms[].AlarmName"),
    "budgets": Listing("budgets", "describe_budgets", "Budgets[].BudgetName", {"AccountId": ACCOUNT}),
    "buckets": Listing("s3", "list_buckets", "Buckets[].Name"),
    # CloudFront takes certificates of one region only.
    "certificates": Listing(
        "acm", "list_certificates", "CertificateSummaryList[].CertificateArn", further=("us-east-1",)
    ),
    "clusters": Listing(
        "ecs",
        "list_clusters",
        "clusterArns",
        alive=("describe_clusters", "clusters", "clusters[?status != 'INACTIVE'].clusterArn"),
    ),
    "dashboards": Listing("cloudwatch", "list_dashboards", "DashboardEntries[].DashboardName"),
    "firewall logs": Listing(
        "wafv2", "list_logging_configurations", "LoggingConfigurations[].ResourceArn", {"Scope": "REGIONAL"}
    ),
    "functions": Listing("lambda", "list_functions", "Functions[].FunctionName"),
    "groups": Listing("cognito-idp", "list_groups", "Groups[].GroupName", of=("user pools", "UserPoolId")),
    "hosted zones": Listing("route53", "list_hosted_zones", "HostedZones[].Id"),
    "identity providers": Listing(
        "cognito-idp", "list_identity_providers", "Providers[].ProviderName", of=("user pools", "UserPoolId")
    ),
    "IP sets": Listing("wafv2", "list_ip_sets", "IPSets[].ARN", {"Scope": "REGIONAL"}),
    "internet gateways": Listing("ec2", "describe_internet_gateways", "InternetGateways[].InternetGatewayId"),
    "listener rules": Listing("elbv2", "describe_rules", "Rules[?!IsDefault].RuleArn", of=("listeners", "ListenerArn")),
    "listeners": Listing(
        "elbv2", "describe_listeners", "Listeners[].ListenerArn", of=("load balancers", "LoadBalancerArn")
    ),
    "load balancers": Listing("elbv2", "describe_load_balancers", "LoadBalancers[].LoadBalancerArn"),
    "log groups": Listing("logs", "describe_log_groups", "logGroups[].logGroupName"),
    "log resource policies": Listing("logs", "describe_resource_policies", "resourcePolicies[].policyName"),
    "network interfaces": Listing("ec2", "describe_network_interfaces", "NetworkInterfaces[].NetworkInterfaceId"),
    "records": Listing(
        "route53",
        "list_resource_record_sets",
        "ResourceRecordSets[].join(' ', [Name, Type])",
        of=("hosted zones", "HostedZoneId"),
    ),
    "repositories": Listing("ecr", "describe_repositories", "repositories[].repositoryName"),
    "role policies": Listing("iam", "list_role_policies", "PolicyNames", of=("roles", "RoleName")),
    "roles": Listing("iam", "list_roles", "Roles[].RoleName"),
    "route tables": Listing("ec2", "describe_route_tables", "RouteTables[].RouteTableId"),
    "scalable targets": Listing(
        "application-autoscaling",
        "describe_scalable_targets",
        "ScalableTargets[].ResourceId",
        {"ServiceNamespace": "ecs"},
    ),
    "scaling policies": Listing(
        "application-autoscaling",
        "describe_scaling_policies",
        "ScalingPolicies[].PolicyARN",
        {"ServiceNamespace": "ecs"},
    ),
    "scheduled actions": Listing(
        "application-autoscaling",
        "describe_scheduled_actions",
        "ScheduledActions[].ScheduledActionARN",
        {"ServiceNamespace": "ecs"},
    ),
    "schedules": Listing("scheduler", "list_schedules", "Schedules[].Arn"),
    "security group rules": Listing("ec2", "describe_security_group_rules", "SecurityGroupRules[].SecurityGroupRuleId"),
    "security groups": Listing("ec2", "describe_security_groups", "SecurityGroups[].GroupId"),
    "services": Listing(
        "ecs",
        "list_services",
        "serviceArns",
        of=("clusters", "cluster"),
        alive=("describe_services", "services", "services[?status != 'INACTIVE'].serviceArn"),
    ),
    "subnets": Listing("ec2", "describe_subnets", "Subnets[].SubnetId"),
    "subscriptions": Listing("sns", "list_subscriptions", "Subscriptions[].SubscriptionArn"),
    "target groups": Listing("elbv2", "describe_target_groups", "TargetGroups[].TargetGroupArn"),
    # AWS keeps deregistered revisions as inactive ones, which run nothing and cost nothing.
    "task definitions": Listing("ecs", "list_task_definitions", "taskDefinitionArns", {"status": "ACTIVE"}),
    "tasks": Listing("ecs", "list_tasks", "taskArns", of=("clusters", "cluster")),
    "topics": Listing("sns", "list_topics", "Topics[].TopicArn"),
    "user pool clients": Listing(
        "cognito-idp", "list_user_pool_clients", "UserPoolClients[].ClientId", of=("user pools", "UserPoolId")
    ),
    "user pool domains": Listing(
        "cognito-idp", "describe_user_pool", "[UserPool.Domain][?@]", of=("user pools", "UserPoolId")
    ),
    "user pools": Listing("cognito-idp", "list_user_pools", "UserPools[].Id", {"MaxResults": 60}),
    "users": Listing("cognito-idp", "list_users", "Users[].Username", of=("user pools", "UserPoolId")),
    "VPCs": Listing("ec2", "describe_vpcs", "Vpcs[].VpcId"),
    "web ACLs": Listing("wafv2", "list_web_acls", "WebACLs[].ARN", {"Scope": "REGIONAL"}),
}
