import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { missingForServer } from "../../../settings/server-in-dockerfile";
import { documentedDockerfile } from "../../support/documented-dockerfile";
import { repository } from "../support/declare";

const arg = "ARG SERVER_IMAGE (above the first FROM)";
const from = "FROM ${SERVER_IMAGE} AS server";
const copy = "COPY --from=server / /opt/server/";
const variable = "ENV PYTHONPATH=/opt/server (in the last stage, other folders after it)";
const safePath = "ENV PYTHONSAFEPATH=1 (in the last stage)";
const command = 'CMD ["python", "-m", "streamlit_cognito", "app.py"] (in the last stage, without an ENTRYPOINT that starts something else)';
const everything = [arg, from, copy, variable, safePath, command];

const whole = [
    "ARG SERVER_IMAGE",
    "FROM ${SERVER_IMAGE} AS server",
    "FROM python:3.13-slim AS app",
    "COPY --from=server / /opt/server/",
    "ENV PYTHONPATH=/opt/server",
    'CMD ["python", "-m", "streamlit_cognito", "app.py"]',
    "ENV PYTHONSAFEPATH=1",
];

/** The whole Dockerfile with its command replaced, which is written in exec form, or line by line. */
function ending(...lines: readonly (string | readonly string[])[]): string {
    const [command = "", ...more] = lines.map((line) => (typeof line === "string" ? line : `CMD ${JSON.stringify(line)}`));
    return [changed(5, command), ...more].join("\n");
}

const server = ["python", "-m", "streamlit_cognito"];

/** The whole Dockerfile with one line replaced, or removed. */
function changed(line: number, by?: string): string {
    return whole.flatMap((text, index) => (index === line ? (by ?? []) : text)).join("\n");
}

const complete: Readonly<Record<string, string>> = {
    "the common one": fs.readFileSync(path.join(repository, "streamlit/Dockerfile"), "utf8"),
    "the documented one": documentedDockerfile(),
    "the shortest one": whole.join("\n"),
    "the argument without braces": changed(1, "FROM $SERVER_IMAGE AS server"),
    "an argument with a default": changed(1, "FROM ${SERVER_IMAGE:-scratch} AS server"),
    "lower case": whole.join("\n").replaceAll(/^(ARG|FROM|COPY|CMD)/gm, (keyword) => keyword.toLowerCase()),
    "a stage by its number": changed(3, "COPY --from=0 / /opt/server/"),
    "a stage in another case": changed(3, "COPY --from=Server / /opt/server/"),
    "the files alone": changed(3, "COPY --from=server /streamlit_cognito /opt/server/streamlit_cognito"),
    "a copy in JSON": changed(3, 'COPY --from=server ["/", "/opt/server"]'),
    "another folder": changed(3, "COPY --from=server / /srv").replace("PYTHONPATH=/opt/server", "PYTHONPATH=/srv/:/app"),
    "a safe path in another way": changed(6, "ENV PYTHONSAFEPATH yes"),
    "the variable in the old form": changed(4, "ENV PYTHONPATH /opt/server"),
    "a stage that the last one is built from": `${whole.join("\n")}\nFROM App\nUSER 10001`,
    "an entry point of its own, before the server": ending([...server, "app.py"], 'ENTRYPOINT ["/entry-point.sh"]'),
    "an init, another Python, and options of it": ending([
        "tini",
        "--",
        "/opt/venv/bin/python3.13",
        "-u",
        "-m",
        "streamlit_cognito",
        "app.py",
    ]),
    "the server as the entry point": ending('ENTRYPOINT ["python", "-m", "streamlit_cognito"]', ["app.py"]),
    "the entry point of an earlier stage, with a command of its own": ending(
        'ENTRYPOINT ["python", "-m", "streamlit_cognito"]',
        "FROM app",
        ["app.py"],
    ),
    "an entry point that resets an earlier stage's command": ending(
        ["streamlit", "run"],
        "FROM app",
        'ENTRYPOINT ["python", "-m", "streamlit_cognito", "app.py"]',
    ),
    "an entry point that takes back an earlier stage's": ending('ENTRYPOINT ["streamlit", "run", "app.py"]', "FROM app", "ENTRYPOINT []", [
        ...server,
        "app.py",
    ]),
};

const incomplete: Readonly<Record<string, readonly [text: string, missing: readonly string[]]>> = {
    "nothing at all": ["", everything],
    "an ordinary Streamlit image": ['FROM python:3.13-slim\nCMD ["streamlit", "run", "app.py"]', everything],
    "no argument": [changed(0), [arg]],
    "an argument in a stage, where no FROM sees it": [changed(0).replace("FROM python", "ARG SERVER_IMAGE\nFROM python"), [arg]],
    "a longer argument": [changed(1, "FROM ${SERVER_IMAGE_2} AS server"), [from, copy, variable]],
    "only comments": [whole.map((line) => `# ${line}`).join("\n"), everything],
    "nothing of the server copied": [changed(3), [copy, variable]],
    "a copy from another stage": [changed(3, "COPY --from=app / /opt/server/"), [copy, variable]],
    "a copy from the folder": [changed(3, "COPY server /opt/server/"), [copy, variable]],
    "a server's stage without a name": [changed(1, "FROM ${SERVER_IMAGE}"), ["COPY --from=0 / /opt/server/", variable]],
    "only the server's requirements copied": [changed(3, "COPY --from=server /requirements.txt /opt/server/"), [copy, variable]],
    "no folder for Python to find it in": [changed(4), [variable]],
    "another folder for Python": [changed(4, "ENV PYTHONPATH=/opt/server2"), [variable]],
    "another folder that it is copied to": [changed(3, "COPY --from=server / /srv/"), [variable.replace("/opt/server", "/srv")]],
    "the app's folder before the server's": [changed(4, "ENV PYTHONPATH=/app:/opt/server"), [variable]],
    "the folder that it starts in before the server's": [changed(4, "ENV PYTHONPATH=:/opt/server"), [variable]],
    "no safe path": [changed(6), [safePath]],
    "an empty safe path, which Python takes for none": [changed(6, "ENV PYTHONSAFEPATH="), [safePath]],
    "a safe path taken back": [`${whole.join("\n")}\nENV PYTHONSAFEPATH=""`, [safePath]],
    "a later variable": [`${whole.join("\n")}\nENV PYTHONPATH=/app`, [variable]],
    "no command": [changed(5), [command]],
    "a command that starts Streamlit alone": [ending(["streamlit", "run", "app.py"]), [command]],
    "a later command that starts Streamlit alone": [`${whole.join("\n")}\nCMD ["streamlit", "run", "app.py"]`, [command]],
    "a script whose name begins like the server's": [ending(["streamlit", "run", "streamlit_cognito_demo.py"]), [command]],
    "a module whose name begins like the server's": [ending(["python", "-m", "streamlit_cognito_demo"]), [command]],
    "a module of the server that only checks": [ending(["python", "-m", "streamlit_cognito.check"]), [command]],
    "the server as an argument": [ending(["python", "app.py", "-m", "streamlit_cognito"]), [command]],
    "the server in a comment": [ending("CMD streamlit run app.py # python -m streamlit_cognito"), [command]],
    "a line of the shell, which may do anything": [ending("CMD streamlit run app.py & python -m streamlit_cognito app.py"), [command]],
    "an entry point of Streamlit's, for which the command is arguments": [
        ending('ENTRYPOINT ["streamlit", "run", "app.py"]', [...server, "app.py"]),
        [command],
    ],
    "the same in an earlier stage": [ending('ENTRYPOINT ["streamlit", "run", "app.py"]', "FROM app", [...server, "app.py"]), [command]],
    "Streamlit as a module, for which the command is arguments": [
        ending('ENTRYPOINT ["python", "-m", "streamlit", "run", "app.py"]', [...server, "app.py"]),
        [command],
    ],
    "an entry point in shell form, which ignores the command": [
        ending("ENTRYPOINT exec /entry-point.sh", [...server, "app.py"]),
        [command],
    ],
    "an earlier stage's command that a new entry point resets": [
        ending([...server, "app.py"], "FROM app", 'ENTRYPOINT ["/entry-point.sh"]'),
        [command],
    ],
    "a command of another stage than the last": [`${whole.join("\n")}\nFROM python:3.13-slim`, [variable, safePath, command]],
};

describe("the server in an app's own Dockerfile", () => {
    for (const [name, text] of Object.entries(complete)) {
        it(`lacks nothing: ${name}`, () => assert.deepEqual(missingForServer(text), []));
    }
    for (const [name, [text, missing]] of Object.entries(incomplete)) {
        it(`is missed: ${name}`, () => assert.deepEqual(missingForServer(text), missing));
    }
});
