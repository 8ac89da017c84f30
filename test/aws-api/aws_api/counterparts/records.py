"""Logs, alarms, dashboards, whom they tell, and the bucket of access logs."""

from .changes import Change, Counterpart, Properties, but, documents, same, with_tag_list


def _topic_policy(parameters: Properties) -> Properties:
    """CloudFormation has the policy as a resource, and the API as an attribute of the topic."""
    changed = documents("AttributeValue", AttributeValue="PolicyDocument", AttributeName=None)(parameters)
    return {**but(TopicArn=None)(changed), "Topics": [parameters["TopicArn"]]}


def _bucket(**renames: str | None) -> Change:
    """CloudFormation has what is configured of a bucket as its properties."""
    return but(Bucket=None, **renames)


def _bucket_tags(parameters: Properties) -> Properties:
    return {"Tags": parameters["Tagging"]["TagSet"]}


def _bucket_encryption(parameters: Properties) -> Properties:
    rules = parameters["ServerSideEncryptionConfiguration"]["Rules"]
    renamed = [but(ApplyServerSideEncryptionByDefault="ServerSideEncryptionByDefault")(rule) for rule in rules]
    return {"BucketEncryption": {"ServerSideEncryptionConfiguration": renamed}}


def _bucket_lifecycle(parameters: Properties) -> Properties:
    rules = []
    for rule in parameters["LifecycleConfiguration"]["Rules"]:
        flat = {"ExpirationInDays": rule["Expiration"]["Days"], "Prefix": rule["Filter"]["Prefix"]}
        rules.append({**but(ID="Id", Expiration=None, Filter=None)(rule), **flat})
    return {"LifecycleConfiguration": {"Rules": rules}}


RECORDS: dict[str, Counterpart] = {
    "CreateBucket": ("AWS::S3::Bucket", but(Bucket="BucketName", CreateBucketConfiguration=None)),
    "CreateBudget": ("AWS::Budgets::Budget", but(AccountId=None)),
    "CreateLogGroup": ("AWS::Logs::LogGroup", with_tag_list),
    "CreateTopic": ("AWS::SNS::Topic", but(Name="TopicName")),
    "PutBucketEncryption": ("AWS::S3::Bucket", _bucket_encryption),
    "PutBucketLifecycleConfiguration": ("AWS::S3::Bucket", _bucket_lifecycle),
    "PutBucketOwnershipControls": ("AWS::S3::Bucket", _bucket()),
    "PutBucketPolicy": ("AWS::S3::BucketPolicy", documents("Policy", Policy="PolicyDocument")),
    "PutBucketTagging": ("AWS::S3::Bucket", _bucket_tags),
    "PutDashboard": ("AWS::CloudWatch::Dashboard", same),
    "PutMetricAlarm": ("AWS::CloudWatch::Alarm", same),
    "PutPublicAccessBlock": ("AWS::S3::Bucket", _bucket()),
    "PutResourcePolicy": ("AWS::Logs::ResourcePolicy", same),
    "PutRetentionPolicy": ("AWS::Logs::LogGroup", but(LogGroupName=None)),
    "SetTopicAttributes": ("AWS::SNS::TopicPolicy", _topic_policy),
    "Subscribe": ("AWS::SNS::Subscription", but(ReturnSubscriptionArn=None)),
}
