"""Fetches public keys: small, quick answers of one known server, or nothing."""

import asyncio
import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

MAX_BYTES = 64 * 1024
TIMEOUT = 3.0
"""Seconds for the whole exchange, however slowly the answer comes."""
_CHUNK = 4096

# Its own few threads: a slow key server must not take those that serve the app's files.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="public-keys")


class FetchError(Exception):
    """The server could not be asked, or its answer cannot be used."""


class NotThereError(FetchError):
    """The server answered that it has no such thing (403 or 404)."""


async def fetch(url: str) -> bytes:
    """Return the body of a 200 answer; follow no redirect.

    Raises:
        NotThereError: on 403 and 404, which S3-like key servers use for an unknown name.
        FetchError: on anything else, including too long an answer or too slow a one.

    """
    loop = asyncio.get_running_loop()
    deadline = time.monotonic() + TIMEOUT
    try:
        return await asyncio.wait_for(loop.run_in_executor(_threads, _get, url, deadline), TIMEOUT + 1)
    except TimeoutError as error:
        raise FetchError("no answer in time") from error


def _get(url: str, deadline: float) -> bytes:
    parts = urlsplit(url)
    connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = connect(parts.hostname or "", parts.port, timeout=TIMEOUT)
    try:
        connection.request("GET", parts.path or "/", headers={"Accept": "*/*", "Connection": "close"})
        with connection.getresponse() as response:
            if response.status in (http.HTTPStatus.FORBIDDEN, http.HTTPStatus.NOT_FOUND):
                raise NotThereError(f"status {response.status}")
            if response.status != http.HTTPStatus.OK:
                raise FetchError(f"status {response.status}")
            return _read(response, deadline)
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(type(error).__name__) from error
    finally:
        connection.close()


def _read(response: http.client.HTTPResponse, deadline: float) -> bytes:
    body = bytearray()
    while chunk := response.read1(_CHUNK):
        body += chunk
        if len(body) > MAX_BYTES:
            raise FetchError(f"an answer of more than {MAX_BYTES} bytes")
        if time.monotonic() > deadline:
            raise FetchError("no whole answer in time")
    return bytes(body)
