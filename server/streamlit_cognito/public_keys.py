"""The public keys that tokens are verified with, fetched when first needed and kept for a while.

A `kid` comes from a token that nobody has verified yet, so asking for a key must stay harmless: the kid is a plain
token, unknown ones are remembered, apart from the good keys, one fetch runs at a time, and fetches are counted.

A key that the key server cannot be asked about stays good for `KEEP_EXPIRED`, so that its outage locks out nobody who
was served before. A load balancer's key never changes under its kid; a user pool may take one of its keys back, which
is noticed that much later then. Tokens still expire, and without one of the load balancer's none opens anything.
"""

import asyncio
import json
import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeVar

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from .fetch_budget import BudgetSpentError, FetchBudget, ask
from .fetching import NotThereError
from .refusals import KeysUnavailableError, RefusedError

KEEP = 3600.0
"""Seconds that a key is used before it is fetched again."""
KEEP_EXPIRED = 86_400.0
"""Seconds that a key is used at most, while the key server cannot be asked again. Its "not there" ends it at once."""
KEEP_UNKNOWN = 30.0
"""Seconds before an unknown kid is asked about again."""
KEEP_FAILURE = 5.0
"""Seconds before a failing key server is asked again."""
MAX_KEYS = 64
MAX_FAILURES = 256
_MIN_RSA_BITS = 2048

_Entry = TypeVar("_Entry")

# Never part of a URL: it is looked up in the set. Cognito's are base64, slashes included.
_SAFE_KID = re.compile(r"[A-Za-z0-9_/=+-]{1,128}")
_LOAD_BALANCER_KID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")


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
            if (key := self._lookup(checked, KEEP)) is not None:
                return key
            try:
                return await self._fetch(checked)
            except KeysUnavailableError:
                if (expired := self._lookup(checked, KEEP_EXPIRED)) is not None:
                    return expired
                raise

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
            raise  # Nothing was learnt, so nothing is remembered.
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
        self._fetched = 0.0
        self._no_sooner = 0.0

    async def get(self, kid: object) -> RSAPublicKey:
        """Return one key.

        Raises:
            RefusedError: when the kid is malformed or unknown.
            KeysUnavailableError: when the key server does not answer as it should.

        """
        if not isinstance(kid, str) or not _SAFE_KID.fullmatch(kid):
            raise RefusedError("the access token names no valid key")
        if (key := self._lookup(kid, KEEP)) is not None:
            return key
        async with self._lock:
            if self._lookup(kid, KEEP) is None and time.monotonic() >= self._no_sooner:
                try:
                    await self._refresh()
                except KeysUnavailableError:
                    if self._lookup(kid, KEEP_EXPIRED) is None:
                        raise
        if (key := self._lookup(kid, KEEP_EXPIRED)) is not None:
            return key
        if not self._keys or time.monotonic() >= self._fetched + KEEP:
            raise KeysUnavailableError("the user pool's public keys could not be fetched")
        raise RefusedError("the access token names an unknown key")

    def _lookup(self, kid: str, keep: float) -> RSAPublicKey | None:
        return self._keys.get(kid) if time.monotonic() < self._fetched + keep else None

    async def _refresh(self) -> None:
        # Unknown keys and a failing server are asked about every so often, not at each request.
        self._no_sooner = time.monotonic() + KEEP_FAILURE
        try:
            keys = _load_rsa_keys(await ask(self._budget, self._url))
        except NotThereError as error:
            self._keys = {}
            raise KeysUnavailableError("the user pool's public keys are not where they should be") from error
        self._keys = keys
        self._fetched = time.monotonic()
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
