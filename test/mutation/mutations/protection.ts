import { types } from "../../../declared/types";
import { add, edit, option, remove, under, whatever, type Mutation } from "../mutation";

const office = [types.ingressRule, "streamlit-load-balancer-in-443-203.0.113.0-24"] as const;
const passing = [types.ipSet, "streamlit-allowed-addresses"] as const;
const halves = ["0.0.0.0/1", "128.0.0.0/1"];
const balancer = [types.loadBalancer, "streamlit"] as const;
const pool = [types.userPool, "streamlit-users"] as const;

/** What belongs to the bucket of the access logs. */
const of = (type: string): readonly [string, string] => [type, "streamlit-access-logs"];

/** Who may reach the load balancer, and what may be deleted, where it is asked for. */
export const protectionMutations: readonly Mutation[] = [
    ...under({ allowedCidrs: '["203.0.113.0/24"]' }, [
        edit(
            "opened the load balancer to everyone instead of the office",
            "allowed-addresses",
            office,
            ["cidrIpv4"],
            "203.0.113.0/24",
            "0.0.0.0/0",
        ),
        add(
            "opened the load balancer to everyone beside the office",
            "allowed-addresses",
            [types.ingressRule, "streamlit-load-balancer-in-443"],
            office,
            (stack) => ({ ...stack.one(...office).inputs, cidrIpv4: "0.0.0.0/0" }),
        ),
    ]),
    ...under({ waf: "true", wafAllowedIps: '["203.0.113.0/24"]' }, [
        edit("let everyone pass the firewall, in two halves", "allowed-addresses", passing, ["addresses"], whatever, halves),
    ]),
    ...under({ deletionProtection: "true" }, [
        option("let destroy begin with a load balancer that AWS keeps", "deletable", balancer, { protect: false }),
        option("let destroy begin with a user pool that AWS keeps", "deletable", pool, { protect: false }),
        edit("let the console delete the user pool", "deletable", pool, ["deletionProtection"], "ACTIVE", "INACTIVE"),
    ]),
    ...under({ accessLogs: "true" }, [
        remove("left the access logs open to the public", "no-public-bucket", of(types.bucketPublicAccessBlock)),
        edit(
            "let public policies onto the access logs",
            "no-public-bucket",
            of(types.bucketPublicAccessBlock),
            ["blockPublicPolicy"],
            true,
            false,
        ),
        remove("left the access logs to whoever writes them", "access-log-bucket", of(types.bucketOwnershipControls)),
        edit(
            "gave the access logs' writers their files",
            "access-log-bucket",
            of(types.bucketOwnershipControls),
            ["rule", "objectOwnership"],
            "BucketOwnerEnforced",
            "ObjectWriter",
        ),
        remove("kept the access logs for ever", "access-log-bucket", of(types.bucketLifecycle)),
        edit(
            "switched the access logs' expiry off",
            "access-log-bucket",
            of(types.bucketLifecycle),
            ["rules", 0, "status"],
            "Enabled",
            "Disabled",
        ),
        remove("did not encrypt the access logs", "access-log-bucket", of(types.bucketEncryption)),
        edit(
            "let the access logs be read without TLS",
            "access-log-bucket",
            of(types.bucketPolicy),
            ["policy", "Statement", 1, "Condition", "Bool", "aws:SecureTransport"],
            "false",
            "true",
        ),
        edit(
            "sent the access logs to a bucket of somebody else",
            "access-log-bucket",
            balancer,
            ["accessLogs", "bucket"],
            whatever,
            "somebody-elses",
        ),
        edit("kept the bucket while logs are in it", "deletable", of(types.bucket), ["forceDestroy"], true, false),
        edit(
            "let any account's load balancer write access logs",
            "service-grants",
            of(types.bucketPolicy),
            ["policy", "Statement", 0, "Condition"],
            whatever,
            undefined,
        ),
        edit(
            "let everyone write access logs",
            "service-grants",
            of(types.bucketPolicy),
            ["policy", "Statement", 0, "Principal"],
            whatever,
            "*",
        ),
        edit(
            "let load balancers do anything with the access logs",
            "service-grants",
            of(types.bucketPolicy),
            ["policy", "Statement", 0, "Action"],
            "s3:PutObject",
            "s3:*",
        ),
    ]),
];
