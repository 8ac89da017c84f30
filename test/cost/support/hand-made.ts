import type { Bill } from "../../../cost/bill";
import type { Usage } from "../../../cost/usage";
import type { Resource, Stack } from "../../../declared/resource";

interface HandMade {
    readonly type: string;
    readonly name?: string;
    readonly props?: Readonly<Record<string, unknown>>;
}

/** A stack of resources that no program declared, as the rules and the bill see it. */
export function handMade(...resources: HandMade[]): Stack {
    return {
        resources: resources.map(({ name = "it", props = {}, type }): Resource => ({
            urn: `urn:pulumi:test::test::${type}::${name}`,
            type,
            name,
            props,
            options: { protect: false, ignoreChanges: [] },
            references: [name],
            propertyDependencies: {},
        })),
    };
}

/** A use with round figures. */
export const use: Usage = {
    name: "test",
    description: "",
    people: 100,
    atOnce: 20,
    busyHours: 100,
    signIns: 1000,
    logsGb: 10,
    imagesGb: 2,
};

/** Item to USD, to the cent. */
export function amounts({ lines }: Bill): Record<string, number> {
    return Object.fromEntries(lines.map(({ item, usd }) => [item, Math.round(usd * 100) / 100]));
}

/** A Fargate service as the program declares one, but for what is changed. */
export function service(
    name: string,
    props: Readonly<Record<string, unknown>> = {},
): { type: string; name: string; props: Record<string, unknown> } {
    return {
        type: "awsx:ecs:FargateService",
        name,
        props: {
            desiredCount: 1,
            networkConfiguration: { assignPublicIp: false },
            taskDefinitionArgs: { cpu: "1024", memory: "2048", runtimePlatform: { cpuArchitecture: "X86_64" } },
            ...props,
        },
    };
}
