"""Asks the guard directly, with an app behind it that only records what reaches it."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from streamlit_cognito.guard import Guard
from streamlit_cognito.settings import load_settings

from .issuing import APP_URL, Issuers
from .key_server import KeyServer
from .running import Headers, environment, rerun

SECRET = b"what only users may see"


@dataclass
class App:
    """Stands for Streamlit: serves the secret, keeps websockets open, and remembers its requests."""

    reached: list[Scope] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append(scope)
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": SECRET})
            return
        while (message := await receive())["type"] != "websocket.disconnect":
            answer = "websocket.accept" if message["type"] == "websocket.connect" else "websocket.send"
            await send({"type": answer, "bytes": SECRET} if answer == "websocket.send" else {"type": answer})


@dataclass
class Answer:
    """What the sender got."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for header, value in self.headers if header == name]


class World:
    """A guard of its own, in front of an app of its own, with the issuers that it trusts."""

    def __init__(self, issuers: Issuers, keys: KeyServer, **variables: str) -> None:
        self.issuers = issuers
        self.keys = keys
        self.app = App()
        self.guard = Guard(self.app, load_settings(environment(keys.url, **variables)))

    def ask(self, headers: Headers, path: str = "/", method: str = "GET") -> Answer:
        return asyncio.run(self.ask_async(headers, path, method))

    async def ask_async(self, headers: Headers, path: str = "/", method: str = "GET") -> Answer:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.guard(scope_of("http", path, headers, method=method), receive, send)
        answer_headers = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
        return Answer(sent[0]["status"], answer_headers, b"".join(part.get("body", b"") for part in sent[1:]))


def scope_of(kind: str, path: str, headers: Headers, **more: Any) -> Scope:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    return {"type": kind, "path": path, "headers": raw, "query_string": b"", **more}


class Websocket:
    """The browser's end of one websocket."""

    def __init__(self, world: World, headers: Headers, origin: str | None = APP_URL) -> None:
        headers = [*headers, *([("origin", origin)] if origin is not None else [])]
        extensions = {"websocket.http.response": {}}
        self._scope = scope_of("websocket", "/_stcore/stream", headers, extensions=extensions)
        self._guard = world.guard
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()

    async def __aenter__(self) -> "Websocket":
        self._task = asyncio.create_task(self._guard(self._scope, self._to_app.get, self._from_app.put))
        await self._to_app.put({"type": "websocket.connect"})
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._to_app.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait_for(self._task, 10)

    async def receive(self, patience: float = 10) -> Message:
        return await asyncio.wait_for(self._from_app.get(), patience)

    async def ask(self) -> Message:
        await self._to_app.put({"type": "websocket.receive", "bytes": rerun()})
        return await self.receive()
