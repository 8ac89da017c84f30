import assert from "node:assert/strict";
import { environment, firstSignIn, handler, verified } from "./support/allowed-people";

describe("the function's handler", () => {
    const kept = { ...process.env };
    const { log } = console;
    let lines: unknown[];
    beforeEach(() => {
        Object.assign(process.env, environment);
        lines = [];
        console.log = (line: unknown) => void lines.push(line);
    });
    afterEach(() => {
        process.env = { ...kept };
        console.log = log;
    });

    it("answers with the event, as it came", async () => {
        const event = firstSignIn(verified("ada@example.com"));
        const copy = structuredClone(event);
        assert.equal(await handler(event), event);
        assert.deepEqual(event, copy);
    });

    it("refuses with words that tell nothing, and logs why without the address", async () => {
        await assert.rejects(handler(firstSignIn(verified("eve@evil.com"))), {
            message: "You may not use this app. Ask its owner to allow your address.",
        });
        assert.deepEqual(lines, ['{"refused":"not on the list","trigger":"PreSignUp_ExternalProvider","userName":"Company_1234"}']);
    });

    it("refuses where it has no list", async () => {
        Reflect.deleteProperty(process.env, "ALLOWED_PEOPLE");
        await assert.rejects(handler(firstSignIn(verified("ada@example.com"))));
    });
});
