import { REGISTER_INSTANCE } from "ts-node";

/**
 * Has ts-node compile each text once: every evaluation loads the program anew, and most of its time would go into compiling the same files.
 */
export function compileOnce(): void {
    const service = process[REGISTER_INSTANCE];
    if (service === undefined) {
        return;
    }
    const compile = service.compile.bind(service);
    const compiled = new Map<string, string>();
    service.compile = (code, file, lineOffset) => {
        const key = `${file}\n${code}`;
        const result = compiled.get(key) ?? compile(code, file, lineOffset);
        compiled.set(key, result);
        return result;
    };
}
