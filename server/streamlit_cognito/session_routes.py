"""`/_session`: what a page asks about its session, and the script and style that ask."""

from pathlib import Path

from starlette.responses import PlainTextResponse, Response

from .answers import NO_STORE, json
from .identity import Identity
from .sessions import Sessions, public_name
from .settings import Settings

PREFIX = "/_session"
STYLE = f"{PREFIX}/page.css"
_FOLDER = Path(__file__).parent / "page"
_FILES = {
    f"{PREFIX}/{name}": (media_type, (_FOLDER / name).read_bytes())
    for name, media_type in (("page.js", "text/javascript"), ("page.css", "text/css"))
}
WARNING = 300
"""Seconds before the session's end at which a page warns, or a tenth of the session if that is less."""


def session_route(method: str, path: str, identity: Identity, sessions: Sessions, settings: Settings) -> Response:
    """Answer a request below `/_session`."""
    if method not in ("GET", "HEAD"):
        return PlainTextResponse("Use GET.\n", 405, {**NO_STORE, "Allow": "GET, HEAD"})
    if path in _FILES:
        media_type, content = _FILES[path]
        # Small, and of this very version of the server: always asked for anew.
        return Response(content, media_type=media_type, headers={"Cache-Control": "no-cache"})
    if path != PREFIX:
        return PlainTextResponse("There is no such page.\n", 404, NO_STORE)
    sessions.renew(identity)
    return json(
        {
            "session": public_name(identity),
            "name": identity.name or identity.nickname or identity.username or identity.email or "",
            "email": identity.email or "",
            "remaining": sessions.remaining(identity),
            "warning": min(WARNING, settings.session_timeout / 10),
            "heartbeat": settings.heartbeat,
        }
    )
