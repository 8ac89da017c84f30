import { virtualEnvironment, type VirtualEnvironment } from "../../local/python";

const directory = ".local/python";

type Log = (line: string) => void;

/** pytest, ruff and what both Python suites import. */
export async function testEnvironment(log?: Log): Promise<VirtualEnvironment> {
    const requirementsFile = ["server/requirements-dev.txt", "streamlit/requirements-dev.txt"];
    return virtualEnvironment({ name: "test", requirementsFile, directory, base: await appEnvironment(log), ...(log && { log }) });
}

/** As an app's image: the server's packages come first. */
function appEnvironment(log?: Log): Promise<VirtualEnvironment> {
    const requirementsFile = ["server/requirements.txt", "streamlit/requirements.txt"];
    return virtualEnvironment({ name: "app", bytecode: true, requirementsFile, directory, ...(log && { log }) });
}

function userPoolEnvironment(log?: Log): Promise<VirtualEnvironment> {
    return virtualEnvironment({ name: "user-pool", requirementsFile: "local/requirements.txt", directory, ...(log && { log }) });
}

/** AWS's published models and an emulator of its services. */
export function awsApiEnvironment(): Promise<VirtualEnvironment> {
    return virtualEnvironment({ name: "aws-api", requirementsFile: "test/aws-api/requirements.txt", directory });
}

/** Makes every Python environment that a step uses: once, before those steps, so that none of them waits for another one's. */
if (require.main === module) {
    Promise.all([userPoolEnvironment(console.log), testEnvironment(console.log)]).catch((error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
    });
}
