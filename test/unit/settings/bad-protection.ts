import type { BadConfig } from "./bad-values";

const blocks = (most: number): string =>
    `must be JSON of a list of at most ${most} IPv4 blocks, such as ["203.0.113.0/24","198.51.100.7/32"]`;

/** A list of blocks with one problem, which the key's example mends. */
function blocksOf(key: string, value: string, rule: string, example = '["203.0.113.0/24"]'): BadConfig {
    return { config: { [key]: value }, problems: [{ key, value, rule, mend: `pulumi config set ${key} '${example}'` }] };
}

function withWaf(bad: BadConfig): BadConfig {
    return { ...bad, config: { ...bad.config, waf: "true" } };
}

function plain(key: string, value: string, rule: string, example: string): BadConfig {
    return { config: { [key]: value }, problems: [{ key, value, rule, mend: `pulumi config set ${key} ${example}` }] };
}

/** What the settings of protection refuse. */
export const badProtection: readonly BadConfig[] = [
    ...["everyone", "10.0.0.0/8", '"10.0.0.0/8"', '{"office":"10.0.0.0/8"}'].map((value) => blocksOf("allowedCidrs", value, blocks(30))),
    ...[
        "10.0.0.0",
        "10.0.0.0/33",
        "0.0.0.0/0",
        "0.0.0.0/1",
        "128.0.0.0/1",
        "128.0.0.0/7",
        "010.0.0.0/8",
        "256.0.0.0/8",
        "2001:db8::/32",
        "",
    ].map((block) =>
        blocksOf("allowedCidrs", JSON.stringify([block]), `has "0", which is ${JSON.stringify(block)}, no IPv4 block of 8 to 32 bits`),
    ),
    blocksOf("allowedCidrs", '["203.0.113.7/24"]', 'has "0", which is "203.0.113.7/24", whose network is 203.0.113.0/24'),
    blocksOf("allowedCidrs", '["255.255.255.255/8"]', 'has "0", which is "255.255.255.255/8", whose network is 255.0.0.0/8'),
    blocksOf("allowedCidrs", '["203.0.113.0/24","203.0.113.0/24"]', 'has "1", which is "203.0.113.0/24", which overlaps 203.0.113.0/24'),
    blocksOf(
        "allowedCidrs",
        '["198.51.100.0/24","203.0.113.7/32","203.0.113.0/24"]',
        'has "2", which is "203.0.113.0/24", which overlaps 203.0.113.7/32',
    ),
    ...["wafAllowedIps", "wafBlockedIps"].map((key) => {
        const example = key === "wafAllowedIps" ? undefined : '["198.51.100.7/32"]';
        const rule = 'has "255", which is, together with the others, every address there is';
        return withWaf(blocksOf(key, JSON.stringify(Array.from({ length: 256 }, (_, index) => `${index}.0.0.0/8`)), rule, example));
    }),
    blocksOf("allowedCidrs", JSON.stringify(Array.from({ length: 31 }, (_, index) => `10.0.${index}.0/24`)), blocks(30)),
    ...["deletionProtection", "accessLogs", "waf"].flatMap((key) =>
        ["yes", "ACTIVE"].map((value) => plain(key, value, "must be true or false", "false")),
    ),
    ...["0", "3651", "a month"].map((value) => plain("accessLogDays", value, "must be a whole number from 1 to 3650 (days)", "30")),
    ...["9", "1000000000", "fast"].map((value) =>
        plain("wafRateLimit", value, "must be a whole number from 10 to 999999999 (requests of one address in 5 minutes)", "2000"),
    ),
    withWaf(blocksOf("wafAllowedIps", '["office"]', 'has "0", which is "office", no IPv4 block of 8 to 32 bits')),
    withWaf(
        blocksOf(
            "wafBlockedIps",
            '["198.51.100.7"]',
            'has "0", which is "198.51.100.7", no IPv4 block of 8 to 32 bits',
            '["198.51.100.7/32"]',
        ),
    ),
    ...["wafAllowedIps", "wafBlockedIps"].map((key): BadConfig => {
        const value = '["203.0.113.0/24"]';
        const rule = "is for the firewall, which is off";
        return { config: { [key]: value }, problems: [{ key, value, rule, mend: "pulumi config set waf true" }] };
    }),
    ...["ada", "ada@", "a@b@example.com"].map((value) => plain("alarmEmail", value, "must be an email address", "ada@example.com")),
    ...["0", "12.50", "1000001"].map((value) => {
        const bad = plain("monthlyBudget", value, "must be a whole number from 1 to 1000000 (USD)", "50");
        return { ...bad, config: { ...bad.config, alarmEmail: "ada@example.com" } };
    }),
    {
        config: { monthlyBudget: "50" },
        problems: [
            {
                key: "alarmEmail",
                value: undefined,
                rule: "must be set, because monthlyBudget tells it",
                mend: "pulumi config set alarmEmail ada@example.com",
            },
        ],
    },
    plain("dashboard", "yes", "must be true or false", "false"),
];

/** Mended, they are for a firewall that is there. */
