import assert from "node:assert/strict";
import { secondFactors } from "../../../local/user-pool/second-factor";

describe("a code", () => {
    const user = (sub: string) => ({ username: "ada", enabled: true, status: "CONFIRMED", attributes: { sub }, mfa: [], created: 0 });

    it("is taken once for each user, until no clock would take it any more", () => {
        let now = 0;
        const factors = secondFactors(() => now);
        assert.ok(factors.take(user("1"), "123456"));
        assert.ok(!factors.take(user("1"), "123456"));
        assert.ok(factors.take(user("2"), "123456"));
        factors.giveBack(user("1"), "123456");
        assert.ok(factors.take(user("1"), "123456"), "it was wrong, and may become right");
        now += 89_999;
        assert.ok(!factors.take(user("1"), "123456"));
        now += 1;
        assert.ok(factors.take(user("1"), "123456"));
    });
});
