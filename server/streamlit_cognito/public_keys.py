"""The public keys that tokens are verified with, fetched when first needed and kept for a while.

A `kid` comes from a token that nobody has verified yet, so asking for a key must stay harmless: the kid is a plain
token, unknown ones are remembered, apart from the good keys, one fetch runs at a time, and fetches are counted.
"""

import asyncio
import json
import re
import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TypeVar

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from .fetching import FetchError, NotThereError, fetch
from .refusals import KeysUnavailableError, RefusedError

KEEP = 3600.0
"""Seconds that a key is used before it is fetched again."""
KEEP_EXPIRED = 86_400.0
"""Seconds that a key is used at most, while nobody may ask for it again because too many were asked for."""
KEEP_UNKNOWN = 30.0
"""Seconds before an unknown kid is asked about again."""
KEEP_FAILURE = 5.0
"""Seconds before a failing key server is asked again."""
MAX_KEYS = 64
MAX_FAILURES = 256
FETCHES_PER_MINUTE = 20
_MIN_RSA_BITS = 2048

_Entry = TypeVar("_Entry")

# Never part of a URL: it is looked up in the set. Cognito's are base64, slashes included.
_SAFE_KID = re.compile(r"[A-Za-z0-9_/=+-]{1,128}")
_LOAD_BALANCER_KID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")


class BudgetSpentError(KeysUnavailableError):
    """The key server was not asked, so nothing is known about the key."""


class FetchBudget:
    """How often a key server may be asked."""

    def __init__(self, per_minute: int = FETCHES_PER_MINUTE) -> None:
        """Allow so many fetches in any minute."""
        self._per_minute = per_minute
        self._times: deque[float] = deque()

    def spend(self) -> None:
        """Count one fetch.

        Raises:
            BudgetSpentError: when the last minute had too many.

        """
        now = time.monotonic()
        while self._times and self._times[0] <= now - 60:
            self._times.popleft()
        if len(self._times) >= self._per_minute:
            raise BudgetSpentError("too many requests for public keys in a minute")
        self._times.append(now)


async def ask(budget: FetchBudget, url: str) -> bytes:
    """Fetch within the budget.

    Raises:
        NotThereError: when the server has no such key.
        KeysUnavailableError: when it cannot be asked.

    """
    budget.spend()
    try:
        return await fetch(url)
    except NotThereError:
        raise
    except FetchError as error:
        raise KeysUnavailableError(f"the public keys could not be fetched: {error}") from error


def check_load_balancer_kid(kid: object) -> str:
    """Return the kid if it can be nothing but one segment of a URL's path."""
    if not isinstance(kid, str) or not _LOAD_BALANCER_KID.fullmatch(kid):
        raise RefusedError("the load balancer's token names no valid key")
    return kid


@dataclass(frozen=True)
class _Failure:
    until: float
    # Not an exception itself, which would keep alive what was on the stack: tokens.
    error: type[RefusedError] | type[KeysUnavailableError]
    reason: str


class LoadBalancerKeys:
    """Keys of load balancers, each at `<url>/<kid>` as PEM.

    Source: "Authenticate users using an Application Load Balancer", user claims encoding and signature verification.
    """

    def __init__(self, url: str) -> None:
        """Use the keys at a URL without a slash at its end."""
        self._url = url
        self._budget = FetchBudget()
        self._lock = asyncio.Lock()
        self._keys: OrderedDict[str, tuple[float, EllipticCurvePublicKey]] = OrderedDict()
        """With the time of each one's fetch; the one that was used last comes last."""
        self._failures: OrderedDict[str, _Failure] = OrderedDict()
        """Apart, so that no number of bad kids pushes out a good key."""

    async def get(self, kid: object) -> EllipticCurvePublicKey:
        """Return one key.

        Raises:
            RefusedError: when the kid is malformed or unknown.
            KeysUnavailableError: when the key server does not answer as it should.

        """
        checked = check_load_balancer_kid(kid)
        if (key := self._lookup(checked, KEEP)) is not None:
            return key
        async with self._lock:
            return self._lookup(checked, KEEP) or await self._fetch(checked)

    def _lookup(self, kid: str, keep: float) -> EllipticCurvePublicKey | None:
        fetched, key = self._keys.get(kid, (0.0, None))
        if key is None or time.monotonic() >= fetched + keep:
            return None
        self._keys.move_to_end(kid)
        return key

    async def _fetch(self, kid: str) -> EllipticCurvePublicKey:
        failure = self._failures.get(kid)
        if failure is not None and time.monotonic() < failure.until:
            raise failure.error(failure.reason)
        try:
            key = _load_p256(await ask(self._budget, f"{self._url}/{kid}"))
        except BudgetSpentError:
            # Learnt nothing, so nothing is remembered; and whoever spent it must not lock out those who are known.
            if (expired := self._lookup(kid, KEEP_EXPIRED)) is not None:
                return expired
            raise
        except NotThereError as error:
            self._keys.pop(kid, None)
            unknown = "the load balancer's token names an unknown key"
            self._remember(kid, _Failure(time.monotonic() + KEEP_UNKNOWN, RefusedError, unknown))
            raise RefusedError(unknown) from error
        except KeysUnavailableError as error:
            self._remember(kid, _Failure(time.monotonic() + KEEP_FAILURE, KeysUnavailableError, str(error)))
            raise
        self._failures.pop(kid, None)
        _keep(self._keys, kid, (time.monotonic(), key), MAX_KEYS)
        return key

    def _remember(self, kid: str, failure: _Failure) -> None:
        _keep(self._failures, kid, failure, MAX_FAILURES)


def _keep(entries: OrderedDict[str, _Entry], kid: str, entry: _Entry, most: int) -> None:
    entries[kid] = entry
    entries.move_to_end(kid)
    while len(entries) > most:
        entries.popitem(last=False)


def _load_p256(pem: bytes) -> EllipticCurvePublicKey:
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeysUnavailableError("the load balancer's public key cannot be read") from error
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise KeysUnavailableError("the load balancer's public key is not of the curve P-256")
    return key


class UserPoolKeys:
    """Keys of a user pool: one small set, fetched again when a token names a key that is not in it."""

    def __init__(self, url: str) -> None:
        """Use the JSON Web Key Set at a URL."""
        self._url = url
        self._budget = FetchBudget()
        self._lock = asyncio.Lock()
        self._keys: dict[str, RSAPublicKey] = {}
        self._until = 0.0
        self._no_sooner = 0.0

    async def get(self, kid: object) -> RSAPublicKey:
        """Return one key.

        Raises:
            RefusedError: when the kid is malformed or unknown.
            KeysUnavailableError: when the key server does not answer as it should.

        """
        if not isinstance(kid, str) or not _SAFE_KID.fullmatch(kid):
            raise RefusedError("the access token names no valid key")
        if (key := self._lookup(kid)) is not None:
            return key
        async with self._lock:
            if self._lookup(kid) is None and time.monotonic() >= self._no_sooner:
                await self._refresh()
        if (key := self._lookup(kid)) is not None:
            return key
        if not self._keys or time.monotonic() >= self._until:
            raise KeysUnavailableError("the user pool's public keys could not be fetched")
        raise RefusedError("the access token names an unknown key")

    def _lookup(self, kid: str) -> RSAPublicKey | None:
        return self._keys.get(kid) if time.monotonic() < self._until else None

    async def _refresh(self) -> None:
        # Unknown keys and a failing server are asked about every so often, not at each request.
        self._no_sooner = time.monotonic() + KEEP_FAILURE
        try:
            keys = _load_rsa_keys(await ask(self._budget, self._url))
        except NotThereError as error:
            raise KeysUnavailableError("the user pool's public keys are not where they should be") from error
        self._keys = keys
        self._until = time.monotonic() + KEEP
        self._no_sooner = time.monotonic() + KEEP_UNKNOWN


def _load_rsa_keys(text: bytes) -> dict[str, RSAPublicKey]:
    try:
        entries = json.loads(text)["keys"][:MAX_KEYS]
        keys = {}
        for entry in entries:
            if entry.get("kty") == "RSA" and entry.get("use", "sig") == "sig":
                key = PyJWK(entry, "RS256").key
                if isinstance(key, RSAPublicKey) and key.key_size >= _MIN_RSA_BITS:
                    keys[str(entry["kid"])] = key
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, PyJWTError) as error:
        raise KeysUnavailableError("the user pool's public keys cannot be read") from error
    if not keys:
        raise KeysUnavailableError("the user pool has no usable public key")
    return keys
