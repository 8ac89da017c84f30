import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { freePort } from "../../local/ports";
import { start, type Background } from "../processes";
import type { Proxy, Setting } from "./proxy";

/** Waits for nginx's own words: it says nothing else when it is ready. */
function startNginx({ directory }: Setting, name: string, servers: string): Promise<Background> {
    const file = path.join(directory, `${name}.conf`);
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${directory}/${name}-${kind};`);
    writeFileSync(
        file,
        `user root;
worker_processes auto;
daemon off;
pid ${directory}/${name}.pid;
error_log stderr notice;
events { worker_connections 8192; }
http {
    access_log off;
    keepalive_requests 1000000;
    large_client_header_buffers 8 32k;
    ${temporary.join("\n    ")}
    ${servers}
}
`,
    );
    return start("nginx", ["-c", file, "-e", "stderr"], /start worker process \d+/);
}

/** What every proxy passes requests to: an nginx that has the page in a file. */
export function startPages(setting: Setting): Promise<Background> {
    return startNginx(setting, "pages", `server { listen 127.0.0.1:${setting.pages}; root ${setting.directory}; default_type text/html; }`);
}

/** TLS and passing on, and nothing else: no session, no identity, no stickiness. */
export async function nginx(setting: Setting): Promise<Proxy> {
    const port = await freePort();
    const { directory, pages, webSockets } = setting;
    const { pid, stop } = await startNginx(
        setting,
        "proxy",
        `upstream pages { server 127.0.0.1:${pages}; keepalive 64; keepalive_requests 1000000; }
    server {
        listen 127.0.0.1:${port} ssl;
        ssl_certificate ${directory}/cert.pem;
        ssl_certificate_key ${directory}/key.pem;
        proxy_http_version 1.1;
        proxy_set_header Host $host;
        location / { proxy_pass http://pages; proxy_set_header Connection ""; }
        location /ws { proxy_pass http://127.0.0.1:${webSockets}; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; }
    }`,
    );
    return { name: "nginx: TLS and proxy only", port, pid, stop };
}
