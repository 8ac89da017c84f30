"""What the server is told by its environment, checked as a whole before anything listens."""

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from .app_groups import AppGroups, parse_app_groups

DEFAULT_LEASE = 90
DEFAULT_HEARTBEAT = 30


class SettingsError(Exception):
    """The environment lacks a value or has a bad one; the message lists every problem."""


@dataclass(frozen=True)
class Settings:
    """The environment's values. URLs have no slash at their end."""

    alb_arn: str
    """The load balancer's ARN: the only accepted signer."""
    alb_public_keys_url: str
    """Where the load balancer's public keys are, each at `/<kid>`."""
    cognito_user_pool_id: str
    cognito_client_id: str
    """The load balancer's client in the user pool."""
    cognito_jwks_url: str
    """Where the user pool's public keys are."""
    cognito_login_url: str
    """Where Cognito's login page is."""
    app_url: str
    """The app's origin, as the browser shows it."""
    signed_out_url: str
    """Where Cognito's logout leads: one of the client's sign-out URLs, byte by byte."""
    session_cookie_name: str
    """Name of the load balancer's session cookie, without its shard's number."""
    session_timeout: int
    """Seconds from sign-in to the next one."""
    app_groups: AppGroups = None
    """The groups whose members may open the app at all; None for everyone who is signed in."""
    lease: float = DEFAULT_LEASE
    """Seconds that a websocket stays open without a heartbeat."""
    heartbeat: float = DEFAULT_HEARTBEAT
    """Seconds between a page's heartbeats."""

    @property
    def issuer(self) -> str:
        """The `iss` of the pool's tokens. Source: "Verifying JSON web tokens" in the Cognito guide."""
        region = self.cognito_user_pool_id.partition("_")[0]
        return f"https://cognito-idp.{region}.amazonaws.com/{self.cognito_user_pool_id}"


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Read and check the environment.

    Raises:
        SettingsError: lists every missing and every bad value.

    """
    values: dict[str, str | int | float | AppGroups] = {}
    problems = []
    for name, (rule, parse) in _REQUIRED.items():
        text = environment.get(name, "").strip()
        try:
            values[name.lower()] = parse(text)
        except ValueError:
            problems.append(f"{name} {rule}; it is {repr(text) if text else 'missing'}")
    groups = environment.get("APP_GROUPS")
    try:
        values["app_groups"] = parse_app_groups(groups)
    except ValueError:
        problems.append(f'APP_GROUPS must be a list of groups such as ["analysts"], or not be there; it is {groups!r}')
    for name, default in (("LEASE", DEFAULT_LEASE), ("HEARTBEAT", DEFAULT_HEARTBEAT)):
        text = environment.get(f"SESSION_{name}", "").strip() or str(default)
        try:
            values[name.lower()] = _positive(text)
        except ValueError:
            problems.append(f"SESSION_{name} must be a number of seconds; it is {text!r}")
    if problems:
        lines = "\n".join(f"  - {problem}" for problem in problems)
        raise SettingsError(f"The server cannot start, because of its environment:\n{lines}")
    return Settings(**values)  # type: ignore[arg-type] # Each parser makes what its own field holds.


def _matching(pattern: str) -> Callable[[str], str]:
    expression = re.compile(pattern)

    def parse(text: str) -> str:
        if not expression.fullmatch(text):
            raise ValueError
        return text

    return parse


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise ValueError
    return number


def _seconds(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise ValueError
    return number


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _key_url(text: str) -> str:
    url = urlsplit(text)
    plain = url.scheme == "http" and is_loopback(url.hostname or "")
    if not (url.scheme == "https" or plain) or not url.hostname or url.query or url.fragment or url.username:
        raise ValueError
    return text.rstrip("/")


def _origin(text: str) -> str:
    url = urlsplit(text)
    if url.scheme != "https" or not url.hostname or url.path not in ("", "/") or url.query or url.fragment:
        raise ValueError
    return text.rstrip("/").lower()


def _page(text: str) -> str:
    url = urlsplit(text)
    if url.scheme != "https" or not url.hostname or not url.path or url.query or url.fragment or url.username:
        raise ValueError
    return text


_KEYS = "must be an https URL (or an http URL of this machine)"
_REQUIRED: dict[str, tuple[str, Callable[[str], str | int]]] = {
    "ALB_ARN": (
        "must be the load balancer's ARN",
        _matching(r"arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d*:loadbalancer/app/[A-Za-z0-9-]+/[A-Za-z0-9-]+"),
    ),
    "ALB_PUBLIC_KEYS_URL": (_KEYS, _key_url),
    "COGNITO_USER_POOL_ID": ("must be a user pool's id", _matching(r"[a-z]{2}(?:-[a-z]+)+-\d+_[A-Za-z0-9]+")),
    "COGNITO_CLIENT_ID": ("must be a user pool client's id", _matching(r"[\w+-]{1,128}")),
    "COGNITO_JWKS_URL": (_KEYS, _key_url),
    "COGNITO_LOGIN_URL": ("must be an https URL without a path", _origin),
    "APP_URL": ("must be an https URL without a path", _origin),
    "SIGNED_OUT_URL": ("must be the https URL of a page", _page),
    "SESSION_COOKIE_NAME": ("must be a cookie's name", _matching(r"[A-Za-z0-9._-]+")),
    "SESSION_TIMEOUT": ("must be a whole number of seconds", _seconds),
}
