"""Serves a websocket for as long as its lease lasts."""

import asyncio
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.logger import get_logger

from .message_parts import is_too_much
from .sessions import Lease

_log = get_logger("streamlit_cognito")

SESSION_OVER = 1008
"""Close code: policy violation, which Streamlit's page answers by connecting again, and so by being judged again."""
TOO_BIG = 1009
"""Close code: message too big, which is Streamlit's as well for a message that is too long."""


class LeasedWebsocket:
    """Stands between the server and the app: closes towards the one and disconnects towards the other."""

    def __init__(self, lease: Lease, receive: Receive, send: Send) -> None:
        """Pass messages on while the lease lasts."""
        self._receive = receive
        self._send = send
        self._over = asyncio.ensure_future(lease.over())
        self._pending: asyncio.Future[Message] | None = None
        self._accepted = self._closed = False

    async def serve(self, app: ASGIApp, scope: Scope) -> None:
        """Run the app on the websocket."""
        try:
            await app(scope, self.receive, self.send)
        finally:
            self._over.cancel()
            if self._pending is not None:
                self._pending.cancel()

    async def receive(self) -> Message:
        """Return the client's next message, or a disconnection at the lease's end."""
        if self._pending is None:
            self._pending = asyncio.ensure_future(self._next())
        either: set[asyncio.Future[Any]] = {self._pending, self._over}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if self._accepted and self._over.done():
            return await self._disconnect(SESSION_OVER, "session over")
        message = await self._pending
        self._pending = None
        if is_too_much(message.get("bytes") or b""):
            _log.warning("a message of %s bytes was not read: it has too many parts", len(message["bytes"]))
            return await self._disconnect(TOO_BIG, "too many parts")
        return message

    async def send(self, message: Message) -> None:
        """Pass on what the app sends; nothing once the lease is over, or the websocket closed."""
        if self._over.done():
            await self._close(SESSION_OVER, "session over")
        if self._closed:
            return
        self._accepted |= message["type"] == "websocket.accept"
        self._closed |= message["type"] == "websocket.close"
        await self._send(message)

    async def _next(self) -> Message:
        return await self._receive()

    async def _disconnect(self, code: int, reason: str) -> Message:
        await self._close(code, reason)
        return {"type": "websocket.disconnect", "code": code}

    async def _close(self, code: int, reason: str) -> None:
        if not self._closed:
            self._closed = True
            await self._send({"type": "websocket.close", "code": code, "reason": reason})
