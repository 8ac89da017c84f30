import assert from "node:assert/strict";
import fc from "fast-check";
import type { DeclaredStack } from "../../local/declared";
import { closes, hoursText, opens } from "../../app/opening-times";
import { closedPage } from "../../app/schedule";
import { minutesOf, week, type OpeningHours } from "../../settings/opening-hours";
import { declare } from "./support/declare";
import { dependencies, devTags, output, types } from "./support/resources";

const hours: OpeningHours = { open: "08:00", close: "19:00", days: ["MON", "TUE", "WED", "THU", "FRI"], timezone: "Asia/Tokyo" };

describe("the opening hours", () => {
    let stack: DeclaredStack;
    before(async () => {
        stack = await declare({
            config: { schedule: JSON.stringify({ open: "08:00", close: "19:00", days: "MON-FRI", timezone: "Asia/Tokyo" }) },
        });
    });

    it("have a page behind every other rule of the host, which asks for a session as the rule for pages does", () => {
        const { actions, ...rule } = stack.one(types.listenerRule, "streamlit-closed").inputs;
        const page = stack.one(types.listenerRule, "streamlit-page").inputs;
        assert.deepEqual(rule, { listenerArn: page["listenerArn"], priority: 250, conditions: page["conditions"], tags: devTags });
        const [authenticate] = page["actions"] as unknown[];
        const fixedResponse = { statusCode: "503", contentType: "text/html", messageBody: closedPage(hours) };
        assert.deepEqual(actions, [authenticate, { order: 2, type: "fixed-response", fixedResponse }]);
    });

    it("move that rule between the one for scripts and the one for pages when the app closes, and back when it opens", () => {
        for (const [name, scheduleExpression, Priority] of [
            ["streamlit-close", "cron(0 19 ? * MON,TUE,WED,THU,FRI *)", 150],
            ["streamlit-open", "cron(0 8 ? * MON,TUE,WED,THU,FRI *)", 250],
        ] as const) {
            const RuleArn = output(stack, types.listenerRule, "arn", "streamlit-closed");
            assert.deepEqual(stack.one(types.schedule, name).inputs, {
                scheduleExpression,
                scheduleExpressionTimezone: "Asia/Tokyo",
                flexibleTimeWindow: { mode: "OFF" },
                target: {
                    arn: "arn:aws:scheduler:::aws-sdk:elasticloadbalancingv2:setRulePriorities",
                    roleArn: output(stack, types.role, "arn", "streamlit-scheduler"),
                    input: JSON.stringify({ RulePriorities: [{ RuleArn, Priority }] }),
                    retryPolicy: { maximumEventAgeInSeconds: 900, maximumRetryAttempts: 10 },
                },
            });
            assert.ok(dependencies(stack, stack.one(types.schedule, name)).includes("RolePolicy streamlit-scheduler"));
        }
    });

    it("leave the scheduler nothing to do but that", () => {
        const { assumeRolePolicy, ...role } = stack.one(types.role, "streamlit-scheduler").inputs;
        assert.deepEqual(role, { tags: devTags });
        assert.deepEqual(JSON.parse(String(assumeRolePolicy)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "scheduler.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
                },
            ],
        });
        const { policy, ...to } = stack.one(types.rolePolicy, "streamlit-scheduler").inputs;
        assert.deepEqual(to, { role: output(stack, types.role, "name", "streamlit-scheduler") });
        assert.deepEqual(JSON.parse(String(policy)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Action: "elasticloadbalancing:SetRulePriorities",
                    Resource: output(stack, types.listenerRule, "arn", "streamlit-closed"),
                },
            ],
        });
    });
});

describe("the page of a closed app", () => {
    it("says when it is open, and fits a fixed response whatever the hours are", () => {
        assert.match(closedPage(hours), /It is open Mon-Fri 08:00-19:00<br>\(Asia\/Tokyo\)\./);
        const longest = closedPage({ ...hours, days: ["MON", "WED", "FRI", "SUN"], timezone: "America/Argentina/ComodRivadavia" });
        assert.ok(Buffer.byteLength(longest) <= 1024, `${Buffer.byteLength(longest)}`);
    });

    it("names days in a row by the first and the last of them", () => {
        const text = (...days: OpeningHours["days"]) => hoursText({ ...hours, days });
        assert.equal(text("MON"), "Mon 08:00-19:00");
        assert.equal(text("MON", "TUE", "WED", "FRI", "SUN"), "Mon-Wed, Fri, Sun 08:00-19:00");
        assert.equal(text(...week), "Mon-Sun 08:00-19:00");
    });
});

describe("the times of opening and closing", () => {
    it("are on another day where they are beyond midnight", () => {
        const early: OpeningHours = { ...hours, open: "00:05", close: "23:58", days: ["MON", "SAT"] };
        assert.equal(opens(early, -10), "cron(55 23 ? * FRI,SUN *)");
        assert.equal(closes(early, 5), "cron(3 0 ? * TUE,SUN *)");
    });

    it("are on the next day for an app that closes after midnight", () => {
        const night: OpeningHours = { ...hours, open: "20:00", close: "04:00", days: ["FRI", "SUN"] };
        assert.equal(opens(night), "cron(0 20 ? * FRI,SUN *)");
        assert.equal(closes(night), "cron(0 4 ? * MON,SAT *)");
    });

    // Of the whole week, counted in minutes: whatever the hours, a task runs while the app is open, and between two closings only then.
    it("come in their order: tasks, open, closed, no tasks", () => {
        const time = fc.integer({ min: 0, max: 1439 });
        fc.assert(
            fc.property(time, fc.integer({ min: 30, max: 1410 }), fc.subarray([...week], { minLength: 1 }), (start, length, days) => {
                const some: OpeningHours = { open: clock(start), close: clock((start + length) % 1440), days, timezone: "Etc/UTC" };
                const [start0, open0, close0, stop0] = [opens(some, -10), opens(some), closes(some), closes(some, 5)].map(minutesOfWeek);
                for (const open of open0!) {
                    assert.ok(start0!.includes((open - 10 + 10_080) % 10_080), `starts ${start0!.join()}`);
                    assert.ok(close0!.includes((open + length) % 10_080), `closes ${close0!.join()}`);
                    assert.ok(stop0!.includes((open + length + 5) % 10_080), `stops ${stop0!.join()}`);
                    assert.ok([start0, close0, stop0].every((times) => times!.length === days.length));
                }
            }),
            { numRuns: 300 },
        );
    });
});

function clock(minutes: number): string {
    const text = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
    assert.equal(minutesOf(text), minutes);
    return text;
}

/** Every time of a cron expression, in minutes from Monday's midnight. */
function minutesOfWeek(expression: string): number[] {
    const [, minute, hour, days] = /^cron\((\d+) (\d+) \? \* ([A-Z,]+) \*\)$/.exec(expression) ?? [];
    return days!.split(",").map((day) => week.findIndex((one) => one === day) * 1440 + Number(hour) * 60 + Number(minute));
}
