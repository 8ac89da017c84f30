import { REGISTER_INSTANCE } from "ts-node";

// Preloaded after ts-node, has it compile each text once: each of the unit tests' evaluations loads the program anew, and would else compile it anew.
const service = process[REGISTER_INSTANCE];
if (service !== undefined) {
    const compile = service.compile.bind(service);
    const compiled = new Map<string, string>();
    service.compile = (code, file, lineOffset) => {
        const key = `${file}\n${code}`;
        const result = compiled.get(key) ?? compile(code, file, lineOffset);
        compiled.set(key, result);
        return result;
    };
}
