"""RSA keys of the emulator's, made and read once.

The emulator makes one for each certificate, reads it again, and works out its own for each user pool, which takes as
long as dozens of requests each. Nothing here looks at what is signed by them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc.jwk import RSAKey

# Before anything is patched.
_generate, _load, _import = rsa.generate_private_key, load_pem_private_key, RSAKey.import_key


@contextmanager
def made_once() -> Iterator[None]:
    """Let the emulator have the same keys again for as long as the context lasts."""
    with (
        patch("cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key", _generated),
        patch("cryptography.hazmat.primitives.serialization.load_pem_private_key", _loaded),
        patch("joserfc.jwk.RSAKey.import_key", _imported),
    ):
        yield


@cache
def _generated(**settings: Any) -> rsa.RSAPrivateKey:
    return _generate(**settings)


@cache
def _loaded(data: bytes, **settings: Any) -> Any:
    return _load(data, **settings)


def _imported(key: dict[str, str]) -> RSAKey:
    return _imported_parts(tuple(key.items()))


@cache
def _imported_parts(parts: tuple[tuple[str, str], ...]) -> RSAKey:
    return _import(dict(parts))
