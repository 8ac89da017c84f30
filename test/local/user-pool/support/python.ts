import { join } from "node:path";
import { virtualEnvironment } from "../../../../local/python";

const root = join(__dirname, "../../../..");

/** A Python with `local/requirements.txt`: the one of `npm start`. */
export async function pythonWithMinistack(): Promise<string> {
    const { python } = await virtualEnvironment({
        name: "user-pool",
        requirementsFile: join(root, "local", "requirements.txt"),
        directory: join(root, ".local", "python"),
    });
    return python;
}
