import { types } from "../../../declared/types";
import { groupsOfPool } from "../../../policy/rules/groups-of-pool";
import { resource, serviceOf } from "../support/resources";
import { describeRule } from "../support/rule";

const group = (name: string) => resource(types.userGroup, { name }, name);
const told = (pages: string | undefined, app?: string) => [
    group("analysts"),
    serviceOf({
        environment: [
            ...(pages === undefined ? [] : [{ name: "PAGE_GROUPS", value: pages }]),
            ...(app === undefined ? [] : [{ name: "APP_GROUPS", value: app }]),
        ],
    }),
];
const pages = (value: string) => `PAGE_GROUPS is ${value}`;
const app = (value: string) => `APP_GROUPS is ${JSON.stringify(value)}`;

describeRule(groupsOfPool, {
    holds: {
        "where no page is for a group": told("{}"),
        "for a page of a group": told('{"app.py":["analysts"]}'),
        "for an app of a group": told("{}", '["analysts"]'),
    },
    violated: {
        "where nothing is said of pages": [told(undefined), pages("not set")],
        ...Object.fromEntries(
            [
                "",
                "[]",
                "null",
                "analysts",
                '{"app.py":[]}',
                '{"app.py":"analysts"}',
                '{"app.py":["others"]}',
                '{"a":["analysts"],"b":[""]}',
            ].map((value) => [`by the pages ${value || "of no text"}`, [told(value), pages(JSON.stringify(value))]] as const),
        ),
        ...Object.fromEntries(
            ["[]", "", "analysts", '["others"]', '["analysts","others"]', "{}"].map((value) => [
                `by the app's groups ${value || "of no text"}`,
                [told("{}", value), app(value)] as const,
            ]),
        ),
    },
});
