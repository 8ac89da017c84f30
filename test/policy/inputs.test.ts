import assert from "node:assert/strict";
import { declaredInputs } from "../../policy/view/inputs";
import type { Known } from "../../policy/view/inputs/known";
import { isKnownType } from "../../policy/view/known-types";
import { stacks } from "../aws-api/stacks";
import { stackOf } from "../mutation/mutation";
import { mutations } from "../mutation/mutations";
import { declare, type Overrides } from "../unit/support/declare";

/** What no stack of the other tests has. */
const more: Overrides = {
    config: {
        identityProviders: JSON.stringify({
            Campus: { type: "saml", metadata: "<md/>", attributes: { name: "n", nickname: "k", email_verified: "v" } },
        }),
        allowedPeople: '["example.com"]',
    },
};

/** Every path in a table of inputs. */
function pathsOf(table: Known, path = ""): string[] {
    return [...table].flatMap(([name, inside]) => [path + name, ...pathsOf(inside, `${path}${name}.`)]);
}

/** Every path in a value, without the indexes of lists, as deep as a table goes. */
function pathsIn(value: unknown, table: Known | undefined, path = ""): string[] {
    if (Array.isArray(value)) {
        return value.flatMap((item) => pathsIn(item, table, path));
    }
    if (typeof value !== "object" || value === null || table?.size === 0) {
        return [];
    }
    const given = Object.entries(value).filter(([key, inside]) => !key.startsWith("__") && inside !== undefined);
    return given.flatMap(([key, inside]) => [path + key, ...pathsIn(inside, table?.get(key), `${path}${key}.`)]);
}

describe("the tables of inputs", function () {
    this.timeout(60_000);
    const used = new Map<string, Set<string>>();
    before(async () => {
        const declared = [
            ...(await Promise.all([...Object.values(stacks), more].map((overrides) => declare(overrides)))),
            ...(await Promise.all(mutations.map(stackOf))),
        ];
        for (const { type, inputs } of [...new Set(declared)].flatMap(({ resources }) => resources)) {
            const paths = used.get(type) ?? new Set();
            used.set(type, paths);
            pathsIn(inputs, declaredInputs.get(type)).forEach((path) => paths.add(path));
        }
    });

    it("are of types that the pack knows, and of every one that the program is asked for something by", () => {
        const types = [...used].filter(([, paths]) => paths.size > 0).map(([type]) => type);
        assert.deepEqual([...declaredInputs.keys()].sort(), types.sort());
        assert.deepEqual(
            types.filter((type) => !isKnownType(type)),
            [],
        );
    });

    // test/aws-api changes every setting, as a test there says.
    it("have all that the program asks for under any settings, and nothing else", () => {
        for (const [type, table] of declaredInputs) {
            assert.deepEqual(pathsOf(table).sort(), [...(used.get(type) ?? [])].sort(), type);
        }
    });
});
