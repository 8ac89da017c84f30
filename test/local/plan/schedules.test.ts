import assert from "node:assert/strict";
import * as fs from "node:fs";
import { afterSchedule } from "../../../local/after-schedule";
import { UsageError } from "../../../local/command-line";
import type { Plan } from "../../../local/model";
import { planStack } from "../../../local/plan";
import { arns, authenticate, projectFolder, resource, smallest, stackOf } from "./support/example";

const closed = `${arns.https}/closed`;
const page = { type: "fixed-response", fixedResponse: { contentType: "text/html", statusCode: "503", messageBody: "closed" } };

const closedPage = resource(
    "aws:lb/listenerRule:ListenerRule",
    "closed",
    {
        listenerArn: arns.https,
        priority: 250,
        conditions: [{ hostHeader: { values: ["app.example.com"] } }],
        actions: [authenticate, page],
    },
    { arn: closed },
);

const schedule = (name: string, pairs: unknown, changes = {}) =>
    resource("aws:scheduler/schedule:Schedule", name, {
        scheduleExpression: "cron(0 19 ? * MON *)",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
            arn: "arn:aws:scheduler:::aws-sdk:elasticloadbalancingv2:setRulePriorities",
            roleArn: "arn:aws:iam::123456789012:role/scheduler",
            input: JSON.stringify({ RulePriorities: pairs }),
            ...changes,
        },
    });

const move = (Priority: unknown, RuleArn = closed) => [{ RuleArn, Priority }];

describe("plan of a schedule", () => {
    let directory: string;
    before(() => (directory = projectFolder()));
    after(() => fs.rmSync(directory, { recursive: true }));

    const plan = (...schedules: ReturnType<typeof schedule>[]): Plan =>
        planStack(stackOf([...smallest, closedPage, ...schedules]), directory);
    const order = ({ loadBalancer }: Plan) =>
        loadBalancer.listeners.flatMap(({ rules }) => rules.map(({ name, priority }) => [name, priority]));

    it("changes nothing by itself", () => {
        const planned = plan(schedule("close", move(150)));
        assert.deepEqual(planned.schedules, [{ name: "close", priorities: [{ arn: closed, priority: 150 }] }]);
        assert.deepEqual(order(planned), [
            ["page", 200],
            ["closed", 250],
        ]);
    });

    it("has moved its rules, and no other, where a person asks for the stack after it", () => {
        const planned = plan(schedule("close", move(150)), schedule("open", move(250)));
        assert.deepEqual(order(afterSchedule(planned, "close")), [
            ["closed", 150],
            ["page", 200],
        ]);
        assert.deepEqual(afterSchedule(planned, "open"), planned);
    });

    it("must be one that the program declares", () => {
        const refused = (message: string) => (error: unknown) => error instanceof UsageError && error.message === message;
        const planned = plan(schedule("close", move(150)), schedule("open", move(250)));
        const names = "The program declares no schedule streamlit-close; there are close, open.";
        assert.throws(() => afterSchedule(planned, "streamlit-close"), refused(names));
        assert.throws(() => afterSchedule(plan(), "close"), refused("The program declares no schedule close; it declares none."));
    });

    it("may not give a rule another's place, which AWS refuses", () => {
        assert.throws(
            () => afterSchedule(plan(schedule("close", move(200))), "close"),
            /close gives a rule of https the priority of another/,
        );
    });

    for (const [what, refused] of [
        ["another call", schedule("it", move(150), { arn: "arn:aws:scheduler:::aws-sdk:ecs:updateService" })],
        ["a rule that nobody declared", schedule("it", move(150, "arn:other"))],
        ["a priority that is no number", schedule("it", move("first"))],
        ["no rules", schedule("it", [])],
        ["other parameters", schedule("it", undefined, { input: '{"Rules":[]}' })],
        ["no JSON", schedule("it", undefined, { input: "close" })],
        ["an input that is not known", schedule("it", move(150), { newSetting: 1 })],
    ] as const) {
        it(`is refused with ${what}`, () => {
            assert.throws(() => plan(refused), /aws:scheduler\/schedule:Schedule "it": target\./);
        });
    }
});
