import { generate } from "selfsigned";

let made: Promise<{ readonly key: string; readonly cert: string }> | undefined;

/** A self-signed certificate, made once a process. */
export function certificate(): Promise<{ readonly key: string; readonly cert: string }> {
    made ??= generate([{ name: "commonName", value: "app.localhost" }], { keyType: "ec" }).then(({ private: key, cert }) => ({
        key,
        cert,
    }));
    return made;
}
