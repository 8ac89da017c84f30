import { writeFileSync } from "node:fs";
import * as path from "node:path";

/** A task that answers every request with what reached it, as JSON, in place of Streamlit. */
const program = `
import json, os, signal, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

health_checks = set()

class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.headers.get("user-agent", "").startswith("ELB-HealthChecker/"):
            health_checks.add(self.path)
        length = int(self.headers.get("content-length") or 0)
        body = json.dumps({
            "task": os.getpid(),
            "greeting": os.environ.get("GREETING"),
            "healthChecks": sorted(health_checks),
            "method": self.command,
            "path": self.path,
            "headers": [[name.lower(), value] for name, value in self.headers.items()],
            "body": self.rfile.read(length).decode(),
        }).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *args):
        pass

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
address = os.environ["STREAMLIT_SERVER_ADDRESS"], int(os.environ["STREAMLIT_SERVER_PORT"])
ThreadingHTTPServer(address, Echo).serve_forever()
`;

/** What a request looked like when it reached the task. */
export interface Echo {
    /** Process id of the task. */
    readonly task: number;
    /** Its variable `GREETING`. */
    readonly greeting: string | null;
    /** Paths at which the load balancer has asked it whether it is healthy. */
    readonly healthChecks: readonly string[];
    readonly method: string;
    readonly path: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
}

/** Makes the tasks of a project's copy the echo in place of the app. */
export function declareEchoApp(directory: string): void {
    replaceServer(directory, program);
}

/** Makes a project's copy start a Python program where the image's command starts the server: no image is deployed that starts another. */
export function replaceServer(directory: string, program: string): void {
    const server = path.join(directory, "server", "streamlit_cognito");
    writeFileSync(path.join(server, "__main__.py"), program);
    // What a package offers to apps comes before its program: with it Streamlit, which takes most of a task's start.
    writeFileSync(path.join(server, "__init__.py"), "");
}

/** Values of a header that reached the task. */
export function valuesOf(echo: Echo, name: string): string[] {
    return echo.headers.filter(([candidate]) => candidate === name).map(([, value]) => value);
}
