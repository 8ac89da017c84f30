"""What somebody gets who is signed in, but may not open the app."""

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Scope

from . import session_routes, sign_out
from .answers import NO_STORE

EXCEPTIONS = frozenset({sign_out.PATH, session_routes.STYLE})
"""What such a person gets all the same: what it takes to sign out, and be somebody else."""

_TEXT = "You do not have access to this app. Ask its owner for it.\n"

_PAGE = sign_out.page(
    "No access",
    "No access",
    "You do not have access to this app. Ask its owner for it, or sign in with another account.",
)


def no_access(scope: Scope) -> Response:
    """Return the answer to somebody who may not open the app: a page for a person, a line for a script."""
    accepted = b",".join(value for name, value in scope["headers"] if name.lower() == b"accept")
    if scope["type"] == "http" and b"text/html" in accepted:
        return HTMLResponse(_PAGE, 403, {**NO_STORE, "Content-Security-Policy": sign_out.POLICY})
    return PlainTextResponse(_TEXT, 403, NO_STORE)
