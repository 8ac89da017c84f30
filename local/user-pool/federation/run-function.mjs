// One invocation of a Lambda function in a process of its own: node run-function.mjs FILE EXPORT, the event on standard input.
// The answer goes to the file descriptor 3, so that what the function prints is its log.
import { createWriteStream } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , file, name] = process.argv;
const answer = createWriteStream("", { fd: 3 });

let event = "";
for await (const chunk of process.stdin.setEncoding("utf8")) {
    event += chunk;
}
try {
    const { [name]: handler } = await import(pathToFileURL(file).href);
    const result = await handler(JSON.parse(event), {});
    answer.end(JSON.stringify({ result }));
} catch (error) {
    answer.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
}
