"""Who a request comes from, once verified."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Identity:
    """The user of a session, as the load balancer and the user pool tell."""

    sub: str
    """The user's id in the pool, which is never used again."""
    username: str | None
    email: str | None
    email_verified: bool
    name: str | None
    nickname: str | None
    groups: tuple[str, ...]
    session: str
    """What stays the same from sign-in to sign-out, whatever tokens are renewed in between."""

    def user_info(self) -> dict[str, Any]:
        """Return what `st.user` shows. A tuple, so that no script can add itself to a group for good."""
        return {
            "is_logged_in": True,
            "sub": self.sub,
            "username": self.username,
            "email": self.email,
            "email_verified": self.email_verified,
            "name": self.name,
            "nickname": self.nickname,
            "groups": self.groups,
        }


current: ContextVar[dict[str, Any] | None] = ContextVar("streamlit_cognito_user", default=None)
"""`st.user` of the request or websocket that is being served. A websocket's lease keeps it current."""


def identity_of(user: Mapping[str, Any], access: Mapping[str, Any]) -> Identity:
    """Join the claims of both verified tokens."""
    sub = access["sub"]
    return Identity(
        sub=sub,
        username=_text(access.get("username")),
        email=_text(user.get("email")),
        # Cognito's userInfo endpoint gives booleans as text.
        email_verified=user.get("email_verified") in (True, "true"),
        name=_text(user.get("name")),
        nickname=_text(user.get("nickname")),
        groups=_groups(access.get("cognito:groups")),
        session=_session(access),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _groups(value: object) -> tuple[str, ...]:
    return tuple(group for group in value if isinstance(group, str)) if isinstance(value, list) else ()


def _session(access: Mapping[str, Any]) -> str:
    """Tell one session of a user from another.

    `origin_jti` is there whenever the client has token revocation on, and renewed tokens keep it; else the time of the
    login, or the user alone. Source: "Understanding the access token" in the Cognito guide.
    """
    for claim in ("origin_jti", "auth_time"):
        if value := access.get(claim):
            return f"{access['sub']} {claim} {value}"
    return str(access["sub"])
