"""Streamlit's one HTML page: never kept by the browser, and with the session's script and style in it."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ADDITION = b'<link rel="stylesheet" href="/_session/page.css"><script src="/_session/page.js" defer></script>'
MAX_PAGE = 1024 * 1024
# Their HTML, if any, is not the page but something in it.
_NOT_PAGES = ("/_stcore/", "/component/", "/media/", "/static/", "/app/static/")
# Files of Streamlit's own frontend: the same for everyone.
_PUBLIC = "/static/"


def as_plain_request(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Ask for the page whole and uncompressed, so that it can be added to."""
    dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
    return [(name, value) for name, value in headers if name.lower() not in dropped]


class AppPage:
    """Sends an app's answers on; its page with the addition."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap Streamlit."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request."""
        path = scope["path"]
        if path.startswith(_PUBLIC):
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, may_be_page=not path.startswith(_NOT_PAGES))
        if answer.may_be_page:
            scope = {**scope, "headers": as_plain_request(scope["headers"])}
        await self._app(scope, receive, answer.send)


class _Answer:
    def __init__(self, send: Send, *, may_be_page: bool) -> None:
        self._send = send
        self.may_be_page = may_be_page
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            # The back button after signing out must show nothing of the session.
            headers["Cache-Control"] = "no-store"
            message = {**message, "headers": headers.raw}
            if self.may_be_page and headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        if self._start is not None and message["type"] == "http.response.body":
            await self._collect(self._start, message)
            return
        await self._send(message)

    async def _collect(self, start: Message, message: Message) -> None:
        self._body += message.get("body", b"")
        if len(self._body) > MAX_PAGE:
            raise RuntimeError("The app's HTML page is too long to be served with its session's script.")
        if message.get("more_body", False):
            return
        head, found, tail = bytes(self._body).partition(b"</head>")
        # A HEAD request has no body to add to, but the length that GET would have.
        body = head + ADDITION + found + tail if self._body else b""
        headers = MutableHeaders(raw=start["headers"])
        if "etag" in headers:
            del headers["etag"]
        if body:
            headers["Content-Length"] = str(len(body))
        elif "content-length" in headers:
            del headers["content-length"]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})
