"""Tells the app's own pages from everybody else's: a browser sends cookies for both."""

from .authentication import RawHeaders


def _values(headers: RawHeaders, name: bytes) -> list[str]:
    return [value.decode("latin-1") for header, value in headers if header.lower() == name]


def is_own_origin(headers: RawHeaders, app_url: str) -> bool:
    """Whether a page of the app sent the request. Browsers name the origin of each POST and of each websocket."""
    headers = list(headers)
    origins = _values(headers, b"origin")
    sites = _values(headers, b"sec-fetch-site")
    return [origin.lower() for origin in origins] == [app_url] and sites in ([], ["same-origin"])
