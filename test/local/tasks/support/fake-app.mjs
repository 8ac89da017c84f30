// A server with switches: stands for the app in tests of tasks, which know nothing of Streamlit.
import { createServer } from "node:http";
import { spawn } from "node:child_process";

const [mode = "healthy"] = process.argv.slice(2);
let healthy = true;
if (mode === "fails") {
    console.log("cannot find the module");
    process.exit(3);
}
if (mode === "ignores-sigterm") {
    process.on("SIGTERM", () => console.log("ignored SIGTERM"));
} else {
    process.on("SIGTERM", () => {
        console.log("got SIGTERM");
        process.exit(0);
    });
}
const child = mode === "with-child" ? spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" }) : undefined;
const server = createServer((request, response) => {
    if (request.url === "/break") {
        healthy = false;
    }
    if (request.url === "/mend") {
        healthy = true;
    }
    const body = { environment: process.env, args: process.argv.slice(2), directory: process.cwd(), pid: process.pid, child: child?.pid };
    response.writeHead(request.url !== "/health" || (healthy && mode !== "unhealthy") ? 200 : 500);
    response.end(JSON.stringify(body));
});
if (mode === "deaf") {
    setInterval(() => undefined, 1000);
} else {
    server.listen(Number(process.env.PORT), process.env.ADDRESS, () => console.log("listening"));
}
