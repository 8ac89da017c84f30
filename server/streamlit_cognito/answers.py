"""The server's own small answers."""

from starlette.responses import JSONResponse, PlainTextResponse, Response

from .refusals import KeysUnavailableError, RefusedError

_EXPIRED = "Max-Age=-1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
NO_STORE = {"Cache-Control": "no-store"}


def refusal(error: RefusedError | KeysUnavailableError) -> Response:
    """Return what the sender of a refused request is told: not why, which is for the log."""
    if isinstance(error, KeysUnavailableError):
        text = "Nobody can be recognised at the moment. Please try again in a minute.\n"
        return PlainTextResponse(text, 503, {**NO_STORE, "Retry-After": "10"})
    return PlainTextResponse("You are not signed in. Reload the page to sign in.\n", 401, NO_STORE)


def expire_cookies(response: Response, names: list[str]) -> None:
    """Make the browser forget the load balancer's session.

    Source: "Authenticate users using an Application Load Balancer", authentication logout and session timeout.
    """
    for name in names:
        response.headers.append("Set-Cookie", f"{name}=; {_EXPIRED}; Path=/; Secure; HttpOnly")


def json(content: dict[str, object]) -> Response:
    """Return an answer that is never kept."""
    return JSONResponse(content, headers=NO_STORE)
