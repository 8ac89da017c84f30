"""What of a request's headers reaches the app: nothing that could open the session elsewhere."""

import re

from .authentication import RawHeaders

_OWN_PREFIX = b"x-amzn-oidc-"
_OWN_COOKIES = ("AWSALBAuthNonce",)


def without_credentials(headers: RawHeaders, session_cookie: str) -> list[tuple[bytes, bytes]]:
    """Drop tokens and session cookies.

    A header's name counts whatever its case, and with `_` for `-`, which many programs take for the same.
    """
    kept = []
    for name, value in headers:
        plain = name.lower().replace(b"_", b"-")
        if plain.startswith(_OWN_PREFIX):
            continue
        rest = _without_cookies(value, session_cookie) if plain == b"cookie" else value
        if rest or plain != b"cookie":
            kept.append((name, rest))
    return kept


def _without_cookies(header: bytes, session_cookie: str) -> bytes:
    prefixes = tuple(name.lower().encode() for name in (session_cookie, *_OWN_COOKIES))
    cookies = (cookie.strip() for cookie in header.split(b";"))
    return b"; ".join(cookie for cookie in cookies if cookie and not cookie.lower().startswith(prefixes))


def session_shards(headers: RawHeaders, session_cookie: str) -> list[str]:
    """Return the names of the load balancer's session cookies: those sent, and the first four in any case."""
    names = {f"{session_cookie}-{number}" for number in range(4)}
    pattern = re.compile(rf"\s*({re.escape(session_cookie)}-\d{{1,2}})\s*=")
    for name, value in headers:
        if name.lower() == b"cookie":
            for cookie in value.decode("latin-1").split(";"):
                if found := pattern.match(cookie):
                    names.add(found[1])
    return sorted(names)
