"""Attacks with tokens: each is refused, and each would succeed without the one check that it is about."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
import pytest

from streamlit_cognito import authentication, tokens

from .asking import SECRET, World
from .attacks import (
    Attack,
    take_any_algorithm,
    take_one_of_several,
    take_underscores_for_hyphens,
    trust_any_signature,
    without,
)
from .issuing import CLIENT, LoadBalancer, UserPool, segment, user_claims
from .running import Headers

OTHER_SUB = "99999999-2fa1-11d2-883f-0016d3cca427"
OTHER_ARN = "arn:aws:elasticloadbalancing:eu-west-1:666666666666:loadbalancer/app/other/0123456789abcdef"
OTHER_ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other"
PAST = int(time.time()) - 3600


def data(**header: Any) -> Any:
    """Let the load balancer itself sign, with something else in the header."""
    return lambda world: world.issuers.headers(data=world.issuers.load_balancer.sign(user_claims(), **header))


def access(**claims: Any) -> Any:
    """Let the user pool itself sign, with other claims."""
    return lambda world: world.issuers.headers(access=world.issuers.user_pool.sign(**claims))


def forged_data(world: World) -> Headers:
    forger = LoadBalancer()
    forger.kid = world.issuers.load_balancer.kid
    return world.issuers.headers(data=forger.sign(user_claims()))


def forged_without_padding(world: World) -> Headers:
    forger = LoadBalancer()
    forger.kid = world.issuers.load_balancer.kid
    return world.issuers.headers(data=forger.sign(user_claims(), padded=False))


def forged_access(world: World) -> Headers:
    forger = UserPool()
    forger.kid = world.issuers.user_pool.kid
    return world.issuers.headers(access=forger.sign())


def tampered(world: World) -> Headers:
    header, _, signature = world.issuers.load_balancer.sign(user_claims()).split(".")
    claims = segment(json.dumps(user_claims(email="owner@example.com")).encode(), padded=True).decode()
    return world.issuers.headers(data=f"{header}.{claims}.{signature}")


def unsigned(world: World) -> Headers:
    header = world.issuers.load_balancer.header(alg="none")
    parts = [segment(json.dumps(part).encode(), padded=True).decode() for part in (header, user_claims())]
    return world.issuers.headers(data=f"{parts[0]}.{parts[1]}.")


def hs256_with_public_key(world: World) -> Headers:
    header = world.issuers.load_balancer.header(alg="HS256")
    parts = [segment(json.dumps(part).encode(), padded=True) for part in (header, user_claims())]
    signature = hmac.digest(world.issuers.load_balancer.pem, b".".join(parts), "sha256")
    return world.issuers.headers(data=b".".join([*parts, segment(signature, padded=True)]).decode())


def trust_the_algorithm_of_the_token(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """Verify as the token says, with the key as bytes: what JWT libraries once did."""

    def decode(token: str, _key: Any, _algorithm: str) -> dict[str, Any]:
        signed, _, signature = token.rpartition(".")
        expected = hmac.new(world.issuers.load_balancer.pem, signed.encode(), hashlib.sha256).digest()
        assert hmac.compare_digest(expected, base64.urlsafe_b64decode(signature))
        return json.loads(base64.urlsafe_b64decode(signed.partition(".")[2]))

    original = tokens.decode
    take_any_algorithm(monkeypatch)
    monkeypatch.setattr(
        tokens, "decode", lambda token, key, alg: (decode if alg == "ES256" else original)(token, key, alg)
    )


def signed_by_the_user_pool(world: World) -> Headers:
    """RS256: the user's own token of the pool, with all that the load balancer would say in its header."""
    pool = world.issuers.user_pool
    header = world.issuers.load_balancer.header(kid=pool.kid, alg="RS256")
    return world.issuers.headers(data=jwt.encode(user_claims(), pool.key, "RS256", header))


def trust_any_key_and_algorithm(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """Look for keys everywhere, and accept either algorithm."""
    take_any_algorithm(monkeypatch)
    monkeypatch.setattr(world.guard._authenticator, "_load_balancer_keys", world.guard._authenticator._user_pool_keys)
    monkeypatch.setattr(
        tokens, "decode", lambda token, key, _alg: jwt.decode(token, key, ["ES256", "RS256"], {"verify_aud": False})
    )


def id_token(world: World) -> Headers:
    token = world.issuers.user_pool.sign(token_use="id", aud=CLIENT, client_id=None)
    return world.issuers.headers(access=token)


def two_users(world: World) -> Headers:
    mine = world.issuers.headers(sub=OTHER_SUB)
    return [*world.issuers.headers(), *mine]


def two_users_in_different_case(world: World) -> Headers:
    mine, others = world.issuers.headers(), world.issuers.headers(sub=OTHER_SUB)
    return [*mine, *((name.title(), value) for name, value in others)]


def other_identity(world: World) -> Headers:
    data_header, _, access_header = world.issuers.headers()
    return [data_header, access_header, ("x-amzn-oidc-identity", OTHER_SUB)]


def too_long(world: World) -> Headers:
    return world.issuers.headers(data=world.issuers.load_balancer.sign(user_claims(picture="x" * 40_000)))


def underscores(world: World) -> Headers:
    return [(name.replace("-", "_"), value) for name, value in world.issuers.headers()]


def claims_of_another_issuer(world: World) -> Headers:
    return world.issuers.headers(data=world.issuers.load_balancer.sign(user_claims(iss=OTHER_ISSUER)))


def nobody(world: World) -> Headers:
    return world.issuers.headers(sub="")


def no_sense(monkeypatch: pytest.MonkeyPatch, _world: World) -> None:
    monkeypatch.setattr(authentication, "check_same_user", lambda *_subs: None)


def without_limit(monkeypatch: pytest.MonkeyPatch, _world: World) -> None:
    monkeypatch.setattr(tokens, "MAX_TOKEN", 10_000_000)


ATTACKS = [
    Attack("load balancer's token with a forged signature", forged_data, trust_any_signature),
    Attack("load balancer's token with a forged signature, unpadded", forged_without_padding, trust_any_signature),
    Attack("load balancer's token with claims exchanged", tampered, trust_any_signature),
    Attack("load balancer's token unsigned (alg none)", unsigned, trust_any_signature),
    Attack(
        "load balancer's token as HS256 with the public key",
        hs256_with_public_key,
        trust_the_algorithm_of_the_token,
    ),
    Attack("load balancer's token as RS256 of the user pool", signed_by_the_user_pool, trust_any_key_and_algorithm),
    Attack("another load balancer's token", data(signer=OTHER_ARN), without(tokens.check_signer)),
    Attack("load balancer's token without a signer", data(signer=None), without(tokens.check_signer)),
    Attack("load balancer's token for another client", data(client="2otherclient"), without(tokens.check_client)),
    Attack("load balancer's token of another issuer", data(iss=OTHER_ISSUER), without(tokens.check_issuer)),
    Attack("load balancer's token with claims of another", claims_of_another_issuer, without(tokens.check_issuer)),
    Attack("load balancer's token expired", data(exp=PAST), without(tokens.check_expiry)),
    Attack("load balancer's token ending at a text", data(exp="9999999999"), without(tokens.check_expiry)),
    Attack("load balancer's token ending at a truth", data(exp=True), without(tokens.check_expiry)),
    Attack("load balancer's token without an end", data(exp=None), without(tokens.check_expiry)),
    Attack("load balancer's token too long", too_long, without_limit),
    Attack("access token with a forged signature", forged_access, trust_any_signature),
    Attack("access token of another client", access(client_id="2otherclient"), without(tokens.check_access_client)),
    Attack("access token of another pool", access(iss=OTHER_ISSUER), without(tokens.check_access_issuer)),
    Attack("access token expired", access(exp=PAST), without(tokens.check_access_expiry)),
    Attack("token of another use for an access token", access(token_use="id"), without(tokens.check_access_use)),
    Attack("ID token for an access token", id_token, without(tokens.check_access_use, tokens.check_access_client)),
    Attack("access token of another user", access(sub=OTHER_SUB), no_sense),
    Attack("tokens of nobody", nobody, no_sense),
    Attack("identity header of another user", other_identity, no_sense),
    Attack("headers of two users", two_users, take_one_of_several),
    Attack("headers of two users in different case", two_users_in_different_case, take_one_of_several),
    Attack("headers with underscores", underscores, take_underscores_for_hyphens),
]


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_is_refused_before_the_app(attack: Attack, world: World) -> None:
    answer = world.ask(attack.headers(world))
    assert answer.status == 401
    assert answer.body != SECRET
    assert world.app.reached == []


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_would_succeed_without_the_check(attack: Attack, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    attack.weaken(monkeypatch, world)
    assert world.ask(attack.headers(world)).body == SECRET


def test_genuine_headers_are_served_padded_or_not(world: World) -> None:
    load_balancer = world.issuers.load_balancer
    # Claims of every length modulo 3, so that padding of 0, 1 and 2 characters is among them.
    for length in range(3):
        for padded in (True, False):
            token = load_balancer.sign(user_claims(picture="x" * length), padded=padded)
            assert world.ask(world.issuers.headers(data=token)).status == 200


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c.d", "a b.c.d", "é.b.c", "...", "ey.ey.ey", "[].[].[]"])
def test_what_is_no_token_is_refused(token: str, world: World) -> None:
    headers = [("x-amzn-oidc-data", token), *world.issuers.headers()[1:]]
    assert world.ask(headers).status == 401
    headers = [*world.issuers.headers()[:2], ("x-amzn-oidc-accesstoken", token)]
    assert world.ask(headers).status == 401
    assert world.app.reached == []


@pytest.mark.parametrize("missing", range(3))
def test_each_token_is_required(missing: int, world: World) -> None:
    headers = world.issuers.headers()
    del headers[missing]
    # The identity header only repeats what the tokens say.
    assert world.ask(headers).status == (200 if missing == 1 else 401)


def test_reason_is_logged_without_the_token(world: World, caplog: pytest.LogCaptureFixture) -> None:
    headers = forged_data(world)
    answer = world.ask(headers, path="/a\nforged line")
    assert b"signed" not in answer.body.replace(b"signed in", b"")
    log = caplog.text
    assert "not signed as it should be" in log
    assert "\nforged line" not in log
    for _, value in headers:
        assert value[:40] not in log
