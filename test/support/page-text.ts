import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { root } from "../../harness/project-copy";
import type { RunningStack } from "../../harness/running-stack";
import type { Visitor } from "../../harness/visitor";
import { virtualEnvironment } from "../../local/python";

/**
 * Speaks Streamlit's own messages, which its Python package defines. In one thread: websockets' other client reads and writes one TLS connection in
 * two at once, and where TLS 1.3's session tickets come just then, one request in some hundreds never left (Python 3.11), whatever the server.
 */
const program = `
import asyncio, importlib.util, json, ssl, sys

# Its messages alone are wanted: to import Streamlit itself, which is not done so, takes a second.
sys.modules["streamlit"] = importlib.util.module_from_spec(importlib.util.find_spec("streamlit"))
from google.protobuf.text_format import MessageToString
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

url, authority, cookie, page = sys.argv[1:]

async def show():
    connection = connect(
        url.replace("https", "wss") + "/_stcore/stream",
        host="127.0.0.1",
        ssl=ssl.create_default_context(cafile=authority),
        additional_headers={"Cookie": cookie},
        origin=url,
        subprotocols=["streamlit"],
        max_size=None,
        proxy=None,
    )
    async with connection as link:
        ask = BackMsg()
        ask.rerun_script.page_name = page
        await link.send(ask.SerializeToString())
        pages, text = [], []
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(link.recv(), 30))
            kind = message.WhichOneof("type")
            if kind == "navigation":
                pages = [each.page_name for each in message.navigation.app_pages]
            elif kind == "delta":
                text.append(MessageToString(message.delta, as_utf8=True))
            elif kind == "script_finished":
                return {"pages": pages, "text": "\\n".join(text)}

print(json.dumps(asyncio.run(show())))
`;

/** What a page shows. */
export interface ShownPage {
    /** Names of the pages in its navigation. */
    readonly pages: readonly string[];
    /** All that the script put on it, as protocol buffers' text. */
    readonly text: string;
}

/**
 * Runs a page of the app over the websocket, as a browser does, through the load balancer.
 *
 * @param visitor who has signed in
 * @param page its path, such as `help`; empty for the first one
 */
export async function showPage(stack: RunningStack, visitor: Visitor, page = ""): Promise<ShownPage> {
    const { python } = await virtualEnvironment({
        name: "app",
        bytecode: true,
        requirementsFile: ["server", "streamlit"].map((folder) => path.join(root, folder, "requirements.txt")),
        directory: path.join(root, ".local", "python"),
    });
    const cookie = [...visitor.appCookies()].map(([name, value]) => `${name}=${value}`).join("; ");
    const { url, caCertificate } = stack.outputs;
    const { stdout } = await promisify(execFile)(python, ["-c", program, url, caCertificate, cookie, page], { timeout: 60_000 });
    return JSON.parse(stdout) as ShownPage;
}
