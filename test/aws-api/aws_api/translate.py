"""Which translation a declared resource has."""

from collections.abc import Callable

from .declared import Resource, Stack
from .requests import Life
from .services import (
    acm,
    appautoscaling,
    budgets,
    cloudwatch,
    cognito,
    ec2,
    ecr,
    ecs,
    elbv2,
    functions,
    iam,
    logs,
    route53,
    s3,
    scheduler,
    sns,
    vpc,
    wafv2,
)

TRANSLATIONS: dict[str, Callable[[Resource], Life]] = {
    "aws:acm/certificate:Certificate": acm.certificate,
    "aws:acm/certificateValidation:CertificateValidation": acm.certificate_validation,
    "aws:appautoscaling/policy:Policy": appautoscaling.policy,
    "aws:appautoscaling/scheduledAction:ScheduledAction": appautoscaling.scheduled_action,
    "aws:appautoscaling/target:Target": appautoscaling.target,
    "aws:budgets/budget:Budget": budgets.budget,
    "aws:cloudwatch/dashboard:Dashboard": cloudwatch.dashboard,
    "aws:cloudwatch/logGroup:LogGroup": logs.log_group,
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": logs.resource_policy,
    "aws:cloudwatch/metricAlarm:MetricAlarm": cloudwatch.metric_alarm,
    "aws:cognito/user:User": cognito.user,
    "aws:cognito/identityProvider:IdentityProvider": cognito.identity_provider,
    "aws:cognito/userGroup:UserGroup": cognito.user_group,
    "aws:cognito/userInGroup:UserInGroup": cognito.user_in_group,
    "aws:cognito/userPool:UserPool": cognito.user_pool,
    "aws:cognito/userPoolClient:UserPoolClient": cognito.user_pool_client,
    "aws:cognito/userPoolDomain:UserPoolDomain": cognito.user_pool_domain,
    "aws:cognito/userPoolUICustomization:UserPoolUICustomization": cognito.ui_customization,
    "aws:ec2/securityGroup:SecurityGroup": ec2.security_group,
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": ecr.lifecycle_policy,
    "aws:ecr/repository:Repository": ecr.repository,
    "aws:ecs/cluster:Cluster": ecs.cluster,
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ecs.capacity_providers,
    "aws:iam/role:Role": iam.role,
    "aws:iam/rolePolicy:RolePolicy": iam.role_policy,
    "aws:lambda/function:Function": functions.function,
    "aws:lambda/permission:Permission": functions.permission,
    "aws:lb/listener:Listener": elbv2.listener,
    "aws:lb/listenerCertificate:ListenerCertificate": elbv2.listener_certificate,
    "aws:lb/listenerRule:ListenerRule": elbv2.listener_rule,
    "aws:lb/loadBalancer:LoadBalancer": elbv2.load_balancer,
    "aws:lb/targetGroup:TargetGroup": elbv2.target_group,
    "aws:route53/record:Record": route53.record,
    "aws:s3/bucket:Bucket": s3.bucket,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": s3.lifecycle,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": s3.ownership_controls,
    "aws:s3/bucketPolicy:BucketPolicy": s3.policy,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": s3.public_access_block,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": s3.encryption,
    "aws:scheduler/schedule:Schedule": scheduler.schedule,
    "aws:sns/topic:Topic": sns.topic,
    "aws:sns/topicPolicy:TopicPolicy": sns.topic_policy,
    "aws:sns/topicSubscription:TopicSubscription": sns.topic_subscription,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2.egress_rule,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2.ingress_rule,
    "aws:wafv2/ipSet:IpSet": wafv2.ip_set,
    "aws:wafv2/webAcl:WebAcl": wafv2.web_acl,
    "aws:wafv2/webAclAssociation:WebAclAssociation": wafv2.association,
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": wafv2.logging_configuration,
    "awsx:ec2:Vpc": vpc.vpc,
    "awsx:ecs:FargateService": ecs.fargate_service,
}

# What asks nothing of AWS's APIs: the stack, the program's own components, and the images, which Docker pushes.
NOT_AWS = ("pulumi:pulumi:Stack", "streamlit-cognito:", "docker:index/image:Image")


class UnknownTypeError(Exception):
    """A declared resource of a type that has no translation: it would be left out silently."""


def translate(stack: Stack) -> list[tuple[Resource, Life]]:
    """Translate every resource of a stack, in the order of their dependencies.

    Raises UnknownTypeError for a type, and UnknownPropertyError for a property, that has no translation.
    """
    lives = []
    for resource in stack.resources:
        translation = TRANSLATIONS.get(resource.type)
        if translation is not None:
            lives.append((resource, translation(resource)))
        elif not resource.type.startswith(NOT_AWS):
            raise UnknownTypeError(f"{resource.label}: no translation to AWS's API knows the type {resource.type}.")
    return lives
