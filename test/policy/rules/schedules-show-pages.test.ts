import { types } from "../../../declared/types";
import { schedulesShowPages } from "../../../policy/rules/schedules-show-pages";
import { authenticate, document, forward, listenerRule, resource } from "../support/resources";
import { describeRule } from "../support/rule";

const setRulePriorities = "arn:aws:scheduler:::aws-sdk:elasticloadbalancingv2:setRulePriorities";
const closed = listenerRule({ priority: 250, actions: [authenticate(), { order: 2, type: "fixed-response" }] }, "closed");
const page = listenerRule({ priority: 200, actions: [authenticate(), forward] }, "page");

const role = resource(types.role, {}, "scheduler");
const may = (...actions: string[]) =>
    resource(types.rolePolicy, { role: "scheduler-name", policy: document({ Action: actions }) }, "policy");
const allowed = [role, may("elasticloadbalancing:SetRulePriorities")];

const move = (name: string, RuleArn: string, Priority: number, target = {}) =>
    resource(
        types.schedule,
        {
            target: {
                arn: setRulePriorities,
                roleArn: "scheduler-arn",
                input: JSON.stringify({ RulePriorities: [{ RuleArn, Priority }] }),
                ...target,
            },
        },
        name,
    );
const close = move("close", "closed-arn", 150);
const open = move("open", "closed-arn", 250);

describeRule(schedulesShowPages, {
    holds: { "for a page that comes and goes": [closed, page, ...allowed, close, open] },
    violated: {
        "by another call": [
            [closed, ...allowed, move("it", "", 1, { arn: "arn:aws:scheduler:::aws-sdk:iam:createUser" })],
            'it calls "arn:aws:scheduler:::aws-sdk:iam:createUser"',
        ],
        "by a role that may do more": [
            [closed, role, may("elasticloadbalancing:SetRulePriorities", "elasticloadbalancing:DeleteRule"), open],
            'its role may do "elasticloadbalancing:DeleteRule"',
        ],
        "by moving what forwards": [[page, ...allowed, move("it", "page-arn", 300)], "it moves page, which forwards requests"],
        "by moving what is not of the stack": [
            [closed, ...allowed, move("it", "other-arn", 1)],
            "it moves a rule that is not of this stack",
        ],
        "by a page that is declared to be shown": [
            [listenerRule({ priority: 150, actions: closed.props["actions"] }, "closed"), page, ...allowed, close, open],
            "it moves closed behind its place: without a schedule, the page is shown",
        ],
        "by leaving the app closed": [[closed, page, ...allowed, close], "no schedule moves closed back to its place"],
    },
});
