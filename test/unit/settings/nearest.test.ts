import assert from "node:assert/strict";
import { settingDefinitions } from "../../../settings/schema";
import { nearestName } from "../../../settings/nearest";

const names = Object.keys(settingDefinitions);

describe("the nearest setting", () => {
    for (const [mistyped, meant] of [
        ["desirdCount", "desiredCount"],
        ["desiredcout", "desiredCount"],
        ["MAXCOUNT", "maxCount"],
        ["sessionTimeOutt", "sessionTimeout"],
        ["logRetentoinDays", "logRetentionDays"],
        ["cpus", "cpu"],
        ["ap", "app"],
        ["certificate", "certificateArn"],
    ] as const) {
        it(`to ${mistyped} is ${meant}`, () => assert.equal(nearestName(mistyped, names), meant));
    }

    for (const mistyped of ["tags", "color", "x", "", "vpcId"]) {
        it(`to ${JSON.stringify(mistyped)} is none`, () => assert.equal(nearestName(mistyped, names), undefined));
    }
});
