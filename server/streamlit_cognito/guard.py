"""The middleware in front of the app: nothing of the app runs for a request that does not show who sent it."""

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.logger import get_logger

from . import own_origin, session_routes
from .answers import NO_STORE, expire_cookies, refusal
from .app_groups import may_open
from .app_page import AppPage
from .authentication import Authenticator, RawHeaders
from .headers import session_shards, without_credentials
from .identity import Identity, current
from .leased_websocket import LeasedWebsocket
from .no_access import EXCEPTIONS, no_access
from .refusals import KeysUnavailableError, RefusedError
from .sessions import MAX_WEBSOCKETS, Sessions, served
from .settings import Settings
from .sign_out import PATH as SIGN_OUT
from .sign_out import STREAMLITS_PATH, sign_out, streamlits_sign_out
from .uploads import UploadLimit, leave

_log = get_logger("streamlit_cognito")

HEALTH = "/_stcore/health"
"""What the target group asks, without a user: whether Streamlit runs."""
_AGENTS = "/_stcore/agent/"
_METRICS = "/_stcore/metrics"
_TOO_MANY = "This app is open in too many tabs. Close one, and try again.\n"


def printable(scope: Scope) -> str:
    """Return a request's path for one line of the log, whatever the sender put into it."""
    return ascii(scope["path"][:200])


class Guard:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Guard an app."""
        self._app = app
        self._page = UploadLimit(AppPage(app))
        self._settings = settings
        self._authenticator = Authenticator(settings)
        self._sessions = Sessions(settings.session_timeout, settings.lease)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, websocket or lifespan."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        else:
            raise RuntimeError(f"There is no rule for a {scope['type']} request.")

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == HEALTH and scope["method"] in ("GET", "HEAD"):
            await self._app(self._without_credentials(scope), receive, send)
            return
        identity = await self._identify(scope)
        response = identity if isinstance(identity, Response) else self._own_answer(scope, identity)
        if response is not None:
            await response(scope, receive, send)
        elif isinstance(identity, Identity):
            current.set(identity.user_info())
            await self._page(self._without_credentials(scope), receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        identity = await self._identify(scope)
        if isinstance(identity, Identity) and not own_origin.is_own_origin(scope["headers"], self._settings.app_url):
            _log.warning("403 %s: the websocket is of another origin", printable(scope))
            identity = PlainTextResponse("Only this app's own pages can connect.\n", 403, NO_STORE)
        if isinstance(identity, Response):
            await identity(scope, receive, send)
            return
        if self._sessions.has_too_many(identity):
            _log.warning("429 %s: the user has %s websockets already", printable(scope), MAX_WEBSOCKETS)
            await PlainTextResponse(_TOO_MANY, 429, {**NO_STORE, "Retry-After": "10"})(scope, receive, send)
            return
        lease = self._sessions.open(identity)
        served.set(lease)
        current.set(lease.user_info)
        try:
            await LeasedWebsocket(lease, receive, send).serve(self._app, self._without_credentials(scope))
        finally:
            self._sessions.close(lease)
            leave(lease)

    async def _identify(self, scope: Scope) -> Identity | Response:
        """Return who sent the request, or the answer that refuses it."""
        headers: RawHeaders = scope["headers"]
        try:
            identity = await self._authenticator.identify(headers)
            if self._sessions.is_signed_out(identity):
                raise RefusedError("the session was signed out")
            if not may_open(self._settings.app_groups, identity) and scope["path"] not in EXCEPTIONS:
                _log.warning("403 %s: the user is in none of the app's groups", printable(scope))
                return no_access(scope)
        except (RefusedError, KeysUnavailableError) as error:
            response = refusal(error)
            _log.warning("%s %s: %s", response.status_code, printable(scope), error)
            if isinstance(error, RefusedError) and scope["type"] == "http":
                # So that reloading the page leads to the login page, not here again.
                expire_cookies(response, session_shards(headers, self._settings.session_cookie_name))
            return response
        return identity

    def _own_answer(self, scope: Scope, identity: Identity) -> Response | None:
        path, method, headers = scope["path"], scope["method"], scope["headers"]
        if path == SIGN_OUT:
            return sign_out(method, headers, identity, self._sessions, self._settings)
        if path == STREAMLITS_PATH:
            return streamlits_sign_out(headers, identity, self._sessions, self._settings)
        if path == session_routes.PREFIX or path.startswith(f"{session_routes.PREFIX}/"):
            return session_routes.session_route(method, path, identity, self._sessions, self._settings)
        if path.startswith(_AGENTS):
            # A program's session would outlive its user's: it has no websocket, and so no lease.
            return PlainTextResponse("This app has no agent API.\n", 404, NO_STORE)
        if path == _METRICS:
            # They are about everybody.
            return PlainTextResponse("This app shows no metrics.\n", 404, NO_STORE)
        return None

    def _without_credentials(self, scope: Scope) -> Scope:
        return {**scope, "headers": without_credentials(scope["headers"], self._settings.session_cookie_name)}
