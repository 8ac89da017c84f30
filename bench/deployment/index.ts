import * as path from "node:path";
import type { DeclaredResource } from "../../local/declared";
import { evaluate } from "../../local/evaluate";
import { readStackConfig } from "../../local/stack-config";
import type { Benchmark, Findings } from "../benchmark";
import { pathTo, schedule, type Step, type Timing } from "./critical-path";
import { durations, oneCall } from "./durations";

const directory = path.resolve(__dirname, "..", "..");
/** Where it all ends; how long ECS takes to have the tasks healthy, nobody has published. */
const service = "awsx:ecs:FargateService";
const image = "docker:index/image:Image";

function stepOf({ urn, type, custom, dependencies }: DeclaredResource): Step {
    const call = custom && type !== image ? oneCall : 0;
    return { id: urn, seconds: durations[type]?.seconds ?? call, after: dependencies };
}

const nameOf = (urn: string): string => `${urn.split("::")[2]?.split("$").at(-1) ?? ""} ${urn.split("::").at(-1) ?? ""}`;

/** The last step among those that satisfy, and when it ends. */
function latest(resources: readonly DeclaredResource[], timings: ReadonlyMap<string, Timing>, types: readonly string[]): number {
    return Math.max(...resources.filter(({ type }) => types.includes(type)).map(({ urn }) => timings.get(urn)?.end ?? 0));
}

export const deployment: Benchmark = {
    name: "deployment",
    title: "The first deployment's critical path",
    description: "the longest chain of the declared graph, by published durations of AWS's calls; calculated, some seconds",
    async run() {
        const stack = await evaluate({ directory, ...readStackConfig({ directory, stack: "dev" }) });
        const steps = stack.resources.map(stepOf);
        const timings = schedule(steps);
        const end = timings.get(stack.one(service).urn)?.end ?? 0;
        const critical = pathTo(stack.one(service).urn, timings).filter(({ step }) => step.seconds > 0);
        const one = steps.reduce((sum, { seconds }) => sum + seconds, 0);
        const slowest = Math.max(...steps.map(({ seconds }) => seconds));
        const listener = timings.get(critical.find(({ step }) => step.id.includes("aws:lb/listener:"))?.step.id ?? "");
        const certificate = latest(stack.resources, timings, ["aws:acm/certificateValidation:CertificateValidation"]);
        const images = latest(stack.resources, timings, [image]);
        return [
            {
                header: ["until ECS is asked for the service", "seconds"],
                rows: [
                    ["one resource after the other", String(one)],
                    ["as declared: the longest chain of the graph", String(end)],
                    ["the slowest resource alone, below which no program gets", String(slowest)],
                ],
                notes: [],
            },
            chain(critical),
            {
                ...table(),
                notes: [
                    `The durations are from published logs, not from an account of ours; every other resource is counted as one call of ${oneCall} second. Not counted, as nothing is published of it: building and pushing the images, and ECS until the tasks are healthy.`,
                    `The images are beside the chain: building and pushing them may take ${end - images} seconds before anybody waits for them. The certificate is, too: it is there ${listener === undefined ? 0 : listener.end - listener.step.seconds - certificate} seconds before the listener could take it.`,
                    `${Math.round((slowest / end) * 100)}% of the chain is its slowest resource; what else is on the chain is all that another order could take away.`,
                ],
            },
        ];
    },
};

function chain(critical: readonly Timing[]): Findings {
    return {
        header: ["the longest chain", "takes", "is there after"],
        rows: critical.map(({ step, end }) => [nameOf(step.id), String(step.seconds), String(end)]),
        notes: [],
    };
}

function table(): Pick<Findings, "header" | "rows"> {
    return {
        header: ["duration of", "seconds", "observed", "how many"],
        rows: Object.entries(durations).map(([type, { seconds, date, what }]) => [`\`${type}\``, String(seconds), date, what]),
    };
}
