"""From a request's headers to the user who sent it."""

from collections.abc import Iterable

from . import tokens
from .identity import Identity, identity_of
from .public_keys import LoadBalancerKeys, UserPoolKeys
from .refusals import RefusedError
from .settings import Settings

RawHeaders = Iterable[tuple[bytes, bytes]]

DATA = b"x-amzn-oidc-data"
ACCESS_TOKEN = b"x-amzn-oidc-accesstoken"
IDENTITY = b"x-amzn-oidc-identity"


def single(headers: RawHeaders, name: bytes) -> str | None:
    """Return a header's value, or None without one.

    Raises:
        RefusedError: when there are several: which one counts must not depend on who reads them.

    """
    values = [value for header, value in headers if header.lower() == name]
    if len(values) > 1:
        raise RefusedError(f"{name.decode()} is there {len(values)} times")
    return values[0].decode("latin-1") if values else None


def required(headers: RawHeaders, name: bytes) -> str:
    """Return a header's value.

    Raises:
        RefusedError: without one, or with several.

    """
    if not (value := single(headers, name)):
        raise RefusedError(f"{name.decode()} is missing")
    return value


def check_same_user(user_sub: object, access_sub: object, identity: str | None) -> None:
    """All that the load balancer adds must be about one user."""
    if (
        not isinstance(access_sub, str)
        or not access_sub
        or user_sub != access_sub
        or identity not in (None, access_sub)
    ):
        raise RefusedError("the load balancer's headers are about different users")


class Authenticator:
    """Recognises users of one load balancer and one user pool."""

    def __init__(self, settings: Settings) -> None:
        """Start without keys; the first request fetches them."""
        self._settings = settings
        self._load_balancer_keys = LoadBalancerKeys(settings.alb_public_keys_url)
        self._user_pool_keys = UserPoolKeys(settings.cognito_jwks_url)

    async def identify(self, headers: RawHeaders) -> Identity:
        """Return who sent the request.

        Raises:
            RefusedError: when the headers do not prove it.
            KeysUnavailableError: when nobody can be recognised at the moment.

        """
        headers = list(headers)
        identity = single(headers, IDENTITY)
        data, access_token = required(headers, DATA), required(headers, ACCESS_TOKEN)
        user = await tokens.verify(data, self._load_balancer_keys, "ES256", tokens.LOAD_BALANCER_CHECKS, self._settings)
        access = await tokens.verify(
            access_token, self._user_pool_keys, "RS256", tokens.ACCESS_TOKEN_CHECKS, self._settings
        )
        check_same_user(user.claims.get("sub"), access.claims.get("sub"), identity)
        return identity_of(user.claims, access.claims)
