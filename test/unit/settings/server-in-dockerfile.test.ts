import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { missingForServer } from "../../../settings/server-in-dockerfile";
import { repository } from "../support/declare";

const arg = "ARG SERVER_IMAGE (above the first FROM)";
const from = "FROM ${SERVER_IMAGE} AS server";
const copy = "COPY --from=server / /opt/server/";
const command = 'CMD ["python", "-m", "streamlit_cognito", "app.py"] (in the last stage)';

const whole = [
    "ARG SERVER_IMAGE",
    "FROM ${SERVER_IMAGE} AS server",
    "FROM python:3.13-slim AS app",
    "COPY --from=server / /opt/server/",
    'CMD ["python", "-m", "streamlit_cognito", "app.py"]',
];

/** The whole Dockerfile with one line replaced, or removed. */
function changed(line: number, by?: string): string {
    return whole.flatMap((text, index) => (index === line ? (by ?? []) : text)).join("\n");
}

const complete: Readonly<Record<string, string>> = {
    "the common one": fs.readFileSync(path.join(repository, "streamlit/Dockerfile"), "utf8"),
    "the shortest one": whole.join("\n"),
    "the argument without braces": changed(1, "FROM $SERVER_IMAGE AS server"),
    "an argument with a default": changed(1, "FROM ${SERVER_IMAGE:-scratch} AS server"),
    "lower case": whole.join("\n").replaceAll(/^(ARG|FROM|COPY|CMD)/gm, (keyword) => keyword.toLowerCase()),
    "a stage by its number": changed(3, "COPY --from=0 / /opt/server/"),
    "a stage in another case": changed(3, "COPY --from=Server / /opt/server/"),
    "an entry point of its own": `${whole.join("\n")}\nENTRYPOINT ["/entry-point.sh"]`,
    "a command of the stage that the last one is built from": `${whole.join("\n")}\nFROM app\nUSER 10001`,
};

const incomplete: Readonly<Record<string, readonly [text: string, missing: readonly string[]]>> = {
    "nothing at all": ["", [arg, from, copy, command]],
    "an ordinary Streamlit image": ['FROM python:3.13-slim\nCMD ["streamlit", "run", "app.py"]', [arg, from, copy, command]],
    "no argument": [changed(0), [arg]],
    "an argument in a stage, where no FROM sees it": [changed(0).replace("FROM python", "ARG SERVER_IMAGE\nFROM python"), [arg]],
    "a longer argument": [changed(1, "FROM ${SERVER_IMAGE_2} AS server"), [from, copy]],
    "only comments": [whole.map((line) => `# ${line}`).join("\n"), [arg, from, copy, command]],
    "nothing of the server copied": [changed(3), [copy]],
    "a copy from another stage": [changed(3, "COPY --from=app / /opt/server/"), [copy]],
    "a copy from the folder": [changed(3, "COPY server /opt/server/"), [copy]],
    "a server's stage without a name": [changed(1, "FROM ${SERVER_IMAGE}"), ["COPY --from=0 / /opt/server/"]],
    "no command": [changed(4), [command]],
    "a command that starts Streamlit alone": [changed(4, 'CMD ["streamlit", "run", "app.py"]'), [command]],
    "a later command that starts Streamlit alone": [`${whole.join("\n")}\nCMD ["streamlit", "run", "app.py"]`, [command]],
    "a command of another stage than the last": [`${whole.join("\n")}\nFROM python:3.13-slim`, [command]],
};

describe("the server in an app's own Dockerfile", () => {
    for (const [name, text] of Object.entries(complete)) {
        it(`lacks nothing: ${name}`, () => assert.deepEqual(missingForServer(text), []));
    }
    for (const [name, [text, missing]] of Object.entries(incomplete)) {
        it(`is missed: ${name}`, () => assert.deepEqual(missingForServer(text), missing));
    }
});
