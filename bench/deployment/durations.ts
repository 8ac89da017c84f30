/** How long AWS takes to create one resource. */
export interface Duration {
    readonly seconds: number;
    /** When it was observed. */
    readonly date: string;
    readonly what: string;
}

/**
 * By Pulumi type, as seen in published logs of `terraform apply`, whose provider waits for the same things as Pulumi's, which is made of it. None
 * was measured by this project.
 */
export const durations: Readonly<Record<string, Duration>> = {
    "aws:lb/loadBalancer:LoadBalancer": { seconds: 156, date: "2025-12 to 2026-04", what: "median of five: 141, 148, 156, 176, 187" },
    "aws:acm/certificateValidation:CertificateValidation": { seconds: 61, date: "2019-03", what: "one" },
    "aws:route53/record:Record": { seconds: 38, date: "2020-07", what: "one: until it is in sync" },
    "awsx:ec2:Vpc": { seconds: 21, date: "2026-04", what: "one: VPC 6, public subnet 13, its route 2" },
    "aws:ecs/cluster:Cluster": { seconds: 11, date: "2025 to 2026", what: "median of three: 10, 11, 12" },
    "aws:ec2/securityGroup:SecurityGroup": { seconds: 5, date: "2026-04", what: "one" },
    "aws:lb/targetGroup:TargetGroup": { seconds: 4, date: "2026-04", what: "one" },
    "aws:cognito/userPoolDomain:UserPoolDomain": { seconds: 2, date: "undated", what: "one" },
    "aws:lb/listener:Listener": { seconds: 2, date: "2026-04", what: "one" },
};

/** For every other resource of AWS: one call that is answered at once, which such logs show as 0 to 2 seconds. */
export const oneCall = 1;
