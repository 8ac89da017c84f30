"""`/sign-out`, and where `st.logout()` leads: ends the session here, at the load balancer and at Cognito."""

from urllib.parse import quote, urlencode

from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from . import streamlit_sessions
from .answers import NO_STORE, expire_cookies
from .authentication import RawHeaders
from .headers import session_shards
from .identity import Identity
from .own_origin import is_own_origin
from .sessions import Sessions
from .settings import Settings

PATH = "/sign-out"
STREAMLITS_PATH = "/auth/logout"


def page(title: str, heading: str, text: str, beside: str = "") -> str:
    """Return a page of the server's own, with a button that signs out.

    Without a script: the form works wherever the link is followed.
    """
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/_session/page.css">
</head>
<body class="session-page">
<form class="session-card" method="post" action="{PATH}">
<h1>{heading}</h1>
<p>{text}</p>
<p><button type="submit">Sign out</button>{beside}</p>
</form>
</body>
</html>
"""


_CONFIRM = page(
    "Sign out",
    "Sign out?",
    "What this app shows you now is lost when you sign out.",
    ' <a href="/">Back to the app</a>',
)


def logout_url(settings: Settings) -> str:
    """Return where Cognito ends its own session. Source: "Logout endpoint" in the Cognito guide."""
    query = {"client_id": settings.cognito_client_id, "logout_uri": settings.signed_out_url}
    return f"{settings.cognito_login_url}/logout?{urlencode(query, quote_via=quote)}"


def sign_out(method: str, headers: RawHeaders, identity: Identity, sessions: Sessions, settings: Settings) -> Response:
    """Answer a request for `/sign-out`. Only a POST of the app's own pages changes anything."""
    headers = list(headers)
    if method in ("GET", "HEAD"):
        return HTMLResponse(_CONFIRM, headers={**NO_STORE, "Content-Security-Policy": POLICY})
    if method != "POST":
        return PlainTextResponse("Use POST.\n", 405, {**NO_STORE, "Allow": "GET, HEAD, POST"})
    if not is_own_origin(headers, settings.app_url):
        return PlainTextResponse("Only this app's own pages can sign you out.\n", 403, NO_STORE)
    return _end(headers, identity, sessions, settings)


def streamlits_sign_out(headers: RawHeaders, identity: Identity, sessions: Sessions, settings: Settings) -> Response:
    """Answer a page that `st.logout()` sent here.

    Other sites can send it as well. So only a script's own call, a moment ago, ends the session; else there is the
    page that asks.
    """
    if streamlit_sessions.was_asked_to_sign_out(identity.session):
        return _end(headers, identity, sessions, settings)
    return RedirectResponse(PATH, 303, NO_STORE)


def _end(headers: RawHeaders, identity: Identity, sessions: Sessions, settings: Settings) -> Response:
    sessions.sign_out(identity)
    response = RedirectResponse(logout_url(settings), 303, NO_STORE)
    expire_cookies(response, session_shards(headers, settings.session_cookie_name))
    return response


POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"
