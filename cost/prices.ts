/** One price of AWS's, in USD without tax. */
export interface Price {
    /** What is counted. */
    readonly per: string;
    /** By region; `everywhere` where AWS asks the same in every commercial region. */
    readonly usd: Readonly<Record<string, number>>;
    /** AWS's page on which it can be looked up. */
    readonly source: string;
    /** When it was last seen, there or in something that cites it. */
    readonly date: string;
    /** Regions whose price nobody has confirmed. @default none */
    readonly unconfirmed?: readonly string[];
    /** What every account has free each month, as long as it exists. @default 0 */
    readonly free?: number;
}

const [virginia, tokyo, everywhere] = ["us-east-1", "ap-northeast-1", "everywhere"] as const;

const both = (one: number, other: number): Record<string, number> => ({ [virginia]: one, [tokyo]: other });
const page = (service: string): string => `https://aws.amazon.com/${service}/pricing/`;

/**
 * Every price that is calculated with, by what is charged. A region that is not named has no price here: what it costs there is listed as unpriced.
 * What sets `unconfirmed` is shown with (?).
 */
export const prices = {
    "load-balancer-hour": { per: "hour", usd: both(0.0225, 0.0243), source: page("elasticloadbalancing"), date: "2026-01" },
    "lcu-hour": { per: "LCU-hour", usd: both(0.008, 0.008), source: page("elasticloadbalancing"), date: "2026-01" },
    "fargate-x86-vcpu": { per: "vCPU-hour", usd: both(0.04048, 0.05056), source: page("fargate"), date: "2026-03" },
    "fargate-x86-gb": { per: "GB-hour", usd: both(0.004445, 0.005536), source: page("fargate"), date: "2026-03" },
    "fargate-arm-vcpu": { per: "vCPU-hour", usd: both(0.03238, 0.04045), source: page("fargate"), date: "2026-03", unconfirmed: [tokyo] },
    "fargate-arm-gb": { per: "GB-hour", usd: both(0.00356, 0.00442), source: page("fargate"), date: "2026-03", unconfirmed: [tokyo] },
    // Set by supply and demand, 50 to 70 % below the others: here a third of them, which is what was listed.
    "fargate-spot-x86-vcpu": fargateSpot(0.01334, 0.01668),
    "fargate-spot-x86-gb": fargateSpot(0.001465, 0.001827),
    "fargate-spot-arm-vcpu": fargateSpot(0.01069, 0.01335),
    "fargate-spot-arm-gb": fargateSpot(0.001175, 0.001459),
    "fargate-storage-gb": { per: "GB-hour above 20 GB", usd: both(0.000111, 0.00014), source: page("fargate"), date: "2025-09" },
    "public-ipv4-hour": { per: "address-hour", usd: { [everywhere]: 0.005 }, source: page("vpc"), date: "2026-02" },
    "nat-gateway-hour": { per: "hour", usd: both(0.045, 0.062), source: page("vpc"), date: "2026-02", unconfirmed: [tokyo] },
    "nat-gateway-gb": { per: "GB", usd: both(0.045, 0.062), source: page("vpc"), date: "2026-02", unconfirmed: [tokyo] },
    "vpc-endpoint-hour": { per: "zone-hour", usd: both(0.01, 0.014), source: page("privatelink"), date: "2026-02", unconfirmed: [tokyo] },
    "logs-gb": { per: "GB taken in", usd: both(0.5, 0.76), source: page("cloudwatch"), date: "2026-02", unconfirmed: [tokyo] },
    "logs-stored-gb": { per: "GB-month", usd: both(0.03, 0.033), source: page("cloudwatch"), date: "2026-02", unconfirmed: [tokyo] },
    // Without the ten alarms and three dashboards that an account has free: other stacks use them, too.
    "alarm-metric": {
        per: "metric-month",
        usd: { [everywhere]: 0.1 },
        source: page("cloudwatch"),
        date: "2026-01",
        unconfirmed: [everywhere],
    },
    "alarm-metric-fast": {
        per: "metric-month, period below 60 s",
        usd: { [everywhere]: 0.3 },
        source: page("cloudwatch"),
        date: "2026-01",
        unconfirmed: [everywhere],
    },
    "composite-alarm": {
        per: "alarm-month",
        usd: { [everywhere]: 0.5 },
        source: page("cloudwatch"),
        date: "2026-01",
        unconfirmed: [everywhere],
    },
    dashboard: { per: "dashboard-month", usd: { [everywhere]: 3 }, source: page("cloudwatch"), date: "2026-06" },
    "hosted-zone": { per: "zone-month", usd: { [everywhere]: 0.5 }, source: page("route53"), date: "2026-01" },
    "health-check": { per: "check-month", usd: { [everywhere]: 0.5 }, source: page("route53"), date: "2026-01", unconfirmed: [everywhere] },
    "cognito-lite": cognito(0.0055, 10_000),
    "cognito-essentials": cognito(0.015, 10_000),
    "cognito-plus": cognito(0.02, 0),
    "cognito-federated": cognito(0.015, 50),
    sms: { per: "message", usd: both(0.00847, 0.0745), source: page("sns/sms-pricing"), date: "2025", unconfirmed: [virginia, tokyo] },
    "email-1000": {
        per: "1,000 mails",
        usd: { [everywhere]: 0.02 },
        source: page("sns"),
        date: "2025",
        unconfirmed: [everywhere],
        free: 1,
    },
    "image-gb": { per: "GB-month", usd: both(0.1, 0.1), source: page("ecr"), date: "2026-01", unconfirmed: [tokyo] },
    "transfer-out-gb": {
        per: "GB",
        usd: both(0.09, 0.114),
        source: page("ec2/on-demand"),
        date: "2026-03",
        unconfirmed: [tokyo],
        free: 100,
    },
    "web-acl": { per: "ACL-month", usd: { [everywhere]: 5 }, source: page("waf"), date: "2026-01" },
    "waf-rule": { per: "rule-month", usd: { [everywhere]: 1 }, source: page("waf"), date: "2026-01" },
    "waf-million-requests": { per: "million requests", usd: { [everywhere]: 0.6 }, source: page("waf"), date: "2026-01" },
    "waf-million-bodies": {
        per: "million requests and 16 KB of body above the first",
        usd: { [everywhere]: 0.3 },
        source: page("waf"),
        date: "2025",
        unconfirmed: [everywhere],
    },
    "bucket-gb": { per: "GB-month", usd: both(0.023, 0.025), source: page("s3"), date: "2026-01", unconfirmed: [tokyo] },
    secret: { per: "secret-month", usd: { [everywhere]: 0.4 }, source: page("secrets-manager"), date: "2026-01" },
    "advanced-parameter": {
        per: "parameter-month",
        usd: { [everywhere]: 0.05 },
        source: page("systems-manager"),
        date: "2025",
        unconfirmed: [everywhere],
    },
    "kms-key": { per: "key-month", usd: { [everywhere]: 1 }, source: page("kms"), date: "2026-01" },
    "lambda-million-requests": { per: "million calls", usd: { [everywhere]: 0.2 }, source: page("lambda"), date: "2026-01", free: 1 },
    "lambda-gb-second": { per: "GB-second", usd: { [everywhere]: 0.0000166667 }, source: page("lambda"), date: "2026-01", free: 400_000 },
    "schedule-million": {
        per: "million starts",
        usd: both(1, 1.25),
        source: page("eventbridge"),
        date: "2025",
        unconfirmed: [virginia, tokyo],
        free: 14,
    },
} as const satisfies Record<string, Price>;

/** What is charged. */
export type PriceId = keyof typeof prices;

function fargateSpot(one: number, other: number) {
    return { per: "hour", usd: both(one, other), source: page("fargate"), date: "2025", unconfirmed: [virginia, tokyo] };
}

function cognito(usd: number, free: number) {
    return {
        per: "account used in the month",
        usd: { [everywhere]: usd },
        source: page("cognito"),
        date: "2026-01",
        unconfirmed: [everywhere],
        free,
    };
}

/** A price as it holds in one region. */
export interface RegionalPrice {
    readonly usd: number;
    readonly confirmed: boolean;
    readonly free: number;
}

/** What is charged in a region; undefined where the list has no price for it. */
export function priceIn(region: string, id: PriceId): RegionalPrice | undefined {
    const { usd, unconfirmed = [], free = 0 }: Price = prices[id];
    const key = usd[region] === undefined ? everywhere : region;
    const amount = usd[key];
    return amount === undefined ? undefined : { usd: amount, confirmed: !unconfirmed.includes(key), free };
}

/** Regions with a price of their own for something. */
export const pricedRegions: readonly string[] = [virginia, tokyo];

/** The months in which some prices were seen: `2025 to 2026-06`. */
export function priceDates(ids: readonly PriceId[]): string {
    const dates = ids.map((id) => prices[id].date).sort();
    return `${dates[0] ?? ""} to ${dates.at(-1) ?? ""}`;
}
