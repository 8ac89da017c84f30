import type { Change } from "./change";
import type { Operation } from "./operations";

const addresses = (what: string): Operation[] => [
    `create aws:wafv2/ipSet:IpSet streamlit-${what}-addresses`,
    "update aws:wafv2/webAcl:WebAcl streamlit-waf",
];

/** Who reaches the load balancer, and what is written about it. */
export const protectionChanges: readonly Change[] = [
    {
        settings: { allowedCidrs: '["203.0.113.0/24"]' },
        operations: [80, 443].flatMap((port): Operation[] => [
            `create aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule streamlit-load-balancer-in-${port}-203.0.113.0-24`,
            `delete aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule streamlit-load-balancer-in-${port}`,
        ]),
    },
    {
        settings: { accessLogs: "true" },
        operations: [
            "create aws:s3/bucket:Bucket streamlit-access-logs",
            "create aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration streamlit-access-logs",
            "create aws:s3/bucketOwnershipControls:BucketOwnershipControls streamlit-access-logs",
            "create aws:s3/bucketPolicy:BucketPolicy streamlit-access-logs",
            "create aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock streamlit-access-logs",
            "create aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration streamlit-access-logs",
            "create streamlit-cognito:access-logs:AccessLogs streamlit",
            "update aws:lb/loadBalancer:LoadBalancer streamlit",
        ],
    },
    {
        settings: { accessLogDays: "90" },
        operations: ["update aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration streamlit-access-logs"],
    },
    {
        settings: { waf: "true" },
        operations: [
            "create aws:cloudwatch/logGroup:LogGroup aws-waf-logs-streamlit",
            "create aws:cloudwatch/logResourcePolicy:LogResourcePolicy streamlit-waf",
            "create aws:wafv2/webAcl:WebAcl streamlit-waf",
            "create aws:wafv2/webAclAssociation:WebAclAssociation streamlit-waf",
            "create aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration streamlit-waf",
            "create streamlit-cognito:waf:Waf streamlit",
        ],
    },
    { settings: { wafRateLimit: "500" }, operations: ["update aws:wafv2/webAcl:WebAcl streamlit-waf"] },
    { settings: { wafAllowedIps: '["203.0.113.0/24"]' }, operations: addresses("allowed") },
    { settings: { wafBlockedIps: '["203.0.113.0/24"]' }, operations: addresses("blocked") },
];
