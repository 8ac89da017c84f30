import { types } from "../../../declared/types";
import type { Inputs } from "./known";

/** What is around the app in the account: its network, who may do what, what is kept, and who is told. */
export const accountInputs: Inputs = {
    [types.awsxVpc]: `
        availabilityZoneCidrMask cidrBlock enableDnsHostnames natGateways { strategy } numberOfAvailabilityZones subnetSpecs { name type }
        subnetStrategy tags`,
    [types.securityGroup]: "description tags vpcId",
    [types.ingressRule]: "cidrIpv4 description fromPort ipProtocol referencedSecurityGroupId securityGroupId tags toPort",
    [types.egressRule]: "cidrIpv4 description fromPort ipProtocol referencedSecurityGroupId securityGroupId tags toPort",
    [types.role]: "assumeRolePolicy tags",
    [types.rolePolicy]: "policy role",
    [types.bucket]: "forceDestroy tags",
    [types.bucketPolicy]: "bucket policy",
    [types.bucketOwnershipControls]: "bucket rule { objectOwnership }",
    [types.bucketEncryption]: "bucket rules { applyServerSideEncryptionByDefault { sseAlgorithm } }",
    [types.bucketLifecycle]: `
        bucket rules { abortIncompleteMultipartUpload { daysAfterInitiation } expiration { days } filter { prefix } id status }`,
    [types.bucketPublicAccessBlock]: "blockPublicAcls blockPublicPolicy bucket ignorePublicAcls restrictPublicBuckets",
    [types.logGroup]: "retentionInDays tags",
    [types.logResourcePolicy]: "policyDocument policyName",
    [types.metricAlarm]: `
        alarmActions alarmDescription comparisonOperator dimensions evaluateLowSampleCountPercentiles evaluationPeriods extendedStatistic
        metricName namespace okActions period statistic tags threshold treatMissingData
        metricQueries { expression id label metric { dimensions metricName namespace period stat } returnData }`,
    [types.topic]: "tags",
    [types.topicPolicy]: "arn policy",
    [types.topicSubscription]: "endpoint protocol topic",
    "aws:cloudwatch/dashboard:Dashboard": "dashboardBody dashboardName",
    "aws:budgets/budget:Budget": `
        budgetType limitAmount limitUnit tags timeUnit
        notifications { comparisonOperator notificationType subscriberEmailAddresses threshold thresholdType }`,
};
