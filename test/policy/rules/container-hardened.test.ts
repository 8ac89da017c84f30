import { containerHardened } from "../../../policy/rules/container-hardened";
import { serviceOf } from "../support/resources";
import { describeRule } from "../support/rule";

const readonlyRootFilesystem = true;

describeRule(containerHardened, {
    holds: {
        "for a read-only root": [serviceOf({ readonlyRootFilesystem })],
        "for a writable one with ECS Exec": [serviceOf({ readonlyRootFilesystem: false }, {}, { enableExecuteCommand: true })],
    },
    violated: {
        "by AWS's default": [[serviceOf({})], "ECS Exec is off, and readonlyRootFilesystem is not set"],
        "by ECS Exec that would not work": [
            [serviceOf({ readonlyRootFilesystem }, {}, { enableExecuteCommand: true })],
            "ECS Exec is on, and readonlyRootFilesystem is true",
        ],
        "by privileges": [[serviceOf({ readonlyRootFilesystem, privileged: true })], "it is privileged, or runs as root"],
        "by root": [[serviceOf({ readonlyRootFilesystem, user: "0:0" })], "it is privileged, or runs as root"],
        "by capabilities": [
            [serviceOf({ readonlyRootFilesystem, linuxParameters: { capabilities: { add: ["SYS_PTRACE"] } } })],
            'it has more capabilities: ["SYS_PTRACE"]',
        ],
    },
});
