"""Serves public keys as AWS does, and misbehaves on demand."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .issuing import Issuers


class KeyServer(ThreadingHTTPServer):
    """`/<kid>` is a load balancer's key, `/jwks.json` the user pool's."""

    daemon_threads = True

    def __init__(self, issuers: Issuers) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.issuers = issuers
        self.requests: list[str] = []
        self.trouble = ""
        """`slow`, `huge`, `redirect`, `error` or `hang up`; well-behaved if empty."""
        self.extra: dict[str, bytes] = {}
        """More paths, with what they hold."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: KeyServer

    def do_GET(self) -> None:
        self.server.requests.append(self.path)
        issuers, path = self.server.issuers, self.path
        known = {
            f"/{issuers.load_balancer.kid}": issuers.load_balancer.pem,
            "/jwks.json": json.dumps(issuers.user_pool.jwks).encode(),
            **self.server.extra,
        }
        if self.server.trouble == "hang up":
            return
        if self.server.trouble == "redirect" and not path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", f"/moved{path}")
            self.end_headers()
            return
        body = known.get(path.removeprefix("/moved"))
        status = 500 if self.server.trouble == "error" else 200 if body else 404
        self.send_response(status)
        self.end_headers()
        self._send(body or b"not found")

    def _send(self, body: bytes) -> None:
        try:
            if self.server.trouble == "slow":
                # Each piece comes well within a time-out that counts from piece to piece.
                for start in range(0, len(body), len(body) // 10):
                    time.sleep(0.02)
                    self.wfile.write(body[start : start + len(body) // 10])
                    self.wfile.flush()
                return
            if self.server.trouble == "huge":
                # What a PEM reader and a JSON reader both skip.
                body += b"\n" * 5_000_000
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, *_arguments: object) -> None:
        """Stay quiet."""


@contextmanager
def key_server(issuers: Issuers) -> Iterator[KeyServer]:
    server = KeyServer(issuers)
    thread = threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
