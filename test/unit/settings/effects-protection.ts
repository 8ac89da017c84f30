import type { Effect } from "./effect";
import { registered } from "../support/changes";
import { types } from "../support/resources";

const accessLogTypes = [
    types.bucket,
    types.bucketPolicy,
    types.bucketOwnershipControls,
    types.bucketEncryption,
    types.bucketLifecycle,
    types.bucketPublicAccessBlock,
];

/** What the settings of protection change in the declared stack. */
export const protectionEffects = {
    allowedCidrs: {
        to: '["203.0.113.0/24","198.51.100.7/32"]',
        expected: (after) => {
            const rule = (cidr: string, port: number): Record<string, unknown> => {
                const label = `SecurityGroupIngressRule streamlit-load-balancer-in-${port}-${cidr.replace("/", "-")}`;
                return {
                    [label]: "registered",
                    [`${label}.securityGroupId`]: after.one(types.securityGroup, "streamlit-load-balancer").id,
                    [`${label}.cidrIpv4`]: cidr,
                    [`${label}.ipProtocol`]: "tcp",
                    [`${label}.fromPort`]: port,
                    [`${label}.toPort`]: port,
                    [`${label}.description`]: `Browsers, port ${port}`,
                    [`${label}.tags.pulumi:project`]: "streamlit-cognito",
                    [`${label}.tags.pulumi:stack`]: "dev",
                };
            };
            const gone = [80, 443].flatMap((port) =>
                [
                    "",
                    "securityGroupId",
                    "cidrIpv4",
                    "ipProtocol",
                    "fromPort",
                    "toPort",
                    "description",
                    "tags.pulumi:project",
                    "tags.pulumi:stack",
                ].map((input) => [`SecurityGroupIngressRule streamlit-load-balancer-in-${port}${input && `.${input}`}`, undefined]),
            );
            return {
                ...(Object.fromEntries(gone) as Record<string, unknown>),
                ...rule("203.0.113.0/24", 80),
                ...rule("203.0.113.0/24", 443),
                ...rule("198.51.100.7/32", 80),
                ...rule("198.51.100.7/32", 443),
            };
        },
    },
    deletionProtection: {
        to: "true",
        expected: () => ({
            "LoadBalancer streamlit.enableDeletionProtection": true,
            "UserPool streamlit-users.deletionProtection": "ACTIVE",
        }),
    },
    accessLogs: {
        to: "true",
        // What they are is told whole in unit/access-logs.test.ts.
        expected: (after) => ({
            ...registered(after, types.accessLogs),
            ...accessLogTypes.reduce((all, type) => ({ ...all, ...registered(after, type) }), {}),
            "LoadBalancer streamlit.accessLogs.bucket": after.one(types.bucket).id,
            "LoadBalancer streamlit.accessLogs.enabled": true,
            "outputs.accessLogsBucket": after.one(types.bucket).id,
        }),
    },
    accessLogDays: {
        to: "7",
        along: { accessLogs: "true" },
        expected: () => ({ "BucketLifecycleConfiguration streamlit-access-logs.rules.0.expiration.days": 7 }),
    },
} as const satisfies Record<string, Effect>;
