import type { Fault } from "../measure";
import type { User } from "../user";

/** `maxUploadSize` of the sample app, less the form around a file, which counts: Streamlit keeps what is uploaded in the task's memory. */
const limit = 50 * 1024 * 1024 - 1024;
/** Milliseconds for one file. */
const patience = 60_000;

/** A user uploads files of the largest size that is allowed, several at once, and one that is larger. */
export const fillUploadLimit: Fault = {
    name: "a user fills the upload limit",
    replacesTasks: false,
    async cause({ site, note }) {
        const [user] = site.users();
        if (user === undefined) {
            throw new Error("There is no user to upload anything.");
        }
        const started = Date.now();
        const allowed = await Promise.all([1, 2, 3].map((number) => upload(user, `file-${number}`, limit)));
        note(`Three files of 50 MB at once: ${allowed.join(", ")}, in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
        note(`One of 51 MB: ${await upload(user, "file-4", limit + 1024 * 1024)}.`);
        if (allowed.some((status) => status !== 204)) {
            throw new Error(`A file of the allowed size was answered ${allowed.join(", ")}.`);
        }
    },
};

/** @returns the answer's status */
async function upload(user: User, file: string, size: number): Promise<number> {
    const boundary = "faults";
    const token = await xsrfToken(user);
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file}"\r\nContent-Type: text/plain\r\n\r\n`;
    const body = `${head}${"a".repeat(size)}\r\n--${boundary}--\r\n`;
    const headers = {
        "content-type": `multipart/form-data; boundary=${boundary}`,
        "content-length": String(body.length),
        "x-xsrftoken": token,
    };
    const { status } = await user.send(`/_stcore/upload_file/${user.session}/${file}`, { method: "PUT", headers, body, timeout: patience });
    return status;
}

/** Streamlit sends it with the page's configuration. */
async function xsrfToken(user: User): Promise<string> {
    await user.send("/_stcore/health");
    return user.cookies.get("_streamlit_xsrf") ?? "";
}
