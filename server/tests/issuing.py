"""Issues what the load balancer and the user pool issue: tokens, and the keys that verify them."""

import base64
import json
import time
import uuid
from typing import Any

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from jwt.algorithms import RSAAlgorithm

REGION = "eu-west-1"
ARN = f"arn:aws:elasticloadbalancing:{REGION}:123456789012:loadbalancer/app/app/0123456789abcdef"
POOL = f"{REGION}_Example01"
CLIENT = "1example23456789"
ISSUER = f"https://cognito-idp.{REGION}.amazonaws.com/{POOL}"
APP_URL = "https://app.localhost:8443"
COOKIE = "AWSELBAuthSessionCookie"
SUB = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"


def segment(content: bytes, *, padded: bool) -> bytes:
    encoded = base64.urlsafe_b64encode(content)
    return encoded if padded else encoded.rstrip(b"=")


def es256(key: ec.EllipticCurvePrivateKey, signed: bytes) -> bytes:
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)


class LoadBalancer:
    """Signs as the load balancer does: ES256, claims about the token in its header, padded base64url."""

    def __init__(self) -> None:
        self.kid = str(uuid.uuid4())
        self.key = ec.generate_private_key(ec.SECP256R1())

    @property
    def pem(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def header(self, **changes: Any) -> dict[str, Any]:
        exp = int(time.time()) + 120
        header = {
            "typ": "JWT",
            "kid": self.kid,
            "alg": "ES256",
            "iss": ISSUER,
            "client": CLIENT,
            "signer": ARN,
            "exp": exp,
        }
        return {name: value for name, value in {**header, **changes}.items() if value is not None}

    def sign(self, claims: dict[str, Any], *, padded: bool = True, **header: Any) -> str:
        parts = [segment(json.dumps(part).encode(), padded=padded) for part in (self.header(**header), claims)]
        signed = b".".join(parts)
        return b".".join([signed, segment(es256(self.key, signed), padded=padded)]).decode()


class UserPool:
    """Signs access tokens as a Cognito user pool does."""

    def __init__(self) -> None:
        self.rotate()

    def rotate(self) -> None:
        # Cognito's are base64 with every character of it: not safe in a URL, and in none.
        self.kid = base64.b64encode(b"\xfb\xff\xff" + uuid.uuid4().bytes).decode()
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def jwks(self) -> dict[str, Any]:
        jwk = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**jwk, "kid": self.kid, "alg": "RS256", "use": "sig"}]}

    def claims(self, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "sub": SUB,
            "username": "alice",
            "token_use": "access",
            "iss": ISSUER,
            "client_id": CLIENT,
            "exp": now + 300,
            "iat": now,
            "auth_time": now,
            "origin_jti": "session-1",
            "jti": str(uuid.uuid4()),
            "cognito:groups": ["analysts"],
        }
        return {name: value for name, value in {**claims, **changes}.items() if value is not None}

    def sign(self, **changes: Any) -> str:
        return jwt.encode(self.claims(**changes), self.key, "RS256", {"kid": self.kid})


def user_claims(**changes: Any) -> dict[str, Any]:
    return {
        "sub": SUB,
        "email": "alice@example.com",
        "email_verified": "true",
        "name": "Åse Müller 山田",
        "nickname": "ase",
        "username": "alice",
        "iss": ISSUER,
        "exp": int(time.time()) + 120,
        **changes,
    }


class Issuers:
    """Both issuers, and the headers of a request that comes through the load balancer."""

    def __init__(self) -> None:
        self.load_balancer = LoadBalancer()
        self.user_pool = UserPool()

    def headers(self, *, data: str | None = None, access: str | None = None, **claims: Any) -> list[tuple[str, str]]:
        """Return the headers; `claims` are changes to the access token's."""
        sub = claims.get("sub", SUB)
        return [
            ("x-amzn-oidc-data", data or self.load_balancer.sign(user_claims(sub=sub))),
            ("x-amzn-oidc-identity", sub),
            ("x-amzn-oidc-accesstoken", access or self.user_pool.sign(**claims)),
        ]


def somebody(issuers: Issuers, name: str, **claims: Any) -> list[tuple[str, str]]:
    return issuers.headers(sub=name, origin_jti=name, **claims)
