"""Attacks with requests: without identity, with look-alike headers, from other sites, and after signing out."""

import pytest

from streamlit_cognito import guard as guard_module
from streamlit_cognito import own_origin
from streamlit_cognito.authentication import Authenticator
from streamlit_cognito.identity import identity_of
from streamlit_cognito.sessions import Sessions
from streamlit_cognito.sign_out import sign_out

from .asking import SECRET, World
from .issuing import APP_URL, COOKIE, user_claims

OWN = [("origin", APP_URL), ("sec-fetch-site", "same-origin")]


PATHS = ["/", "/admin", "/_stcore/host-config", "/_stcore/health/", "/_stcore/healthz", "/media/file", "/_session"]


@pytest.mark.parametrize("path", [*PATHS, "/sign-out", "/_session/page.js", "//_stcore/health", "/static/index.js"])
def test_request_straight_to_the_task_is_refused(path: str, world: World) -> None:
    answer = world.ask([("host", "app.localhost"), ("cookie", f"{COOKIE}-0=stolen")], path)
    assert answer.status == 401
    assert world.app.reached == []


def test_request_straight_to_the_task_would_succeed_without_authentication(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def trust(_self: Authenticator, _headers: object) -> object:
        return identity_of(user_claims(), {"sub": "anyone"})

    monkeypatch.setattr(Authenticator, "identify", trust)
    assert world.ask([("host", "app.localhost")]).body == SECRET


def test_only_the_health_check_needs_nobody(world: World) -> None:
    assert world.ask([], "/_stcore/health").status == 200
    assert world.ask([], "/_stcore/health", "POST").status == 401


LOOK_ALIKES = [
    ("x_amzn_oidc_data", "forged"),
    ("X_Amzn-OIDC_AccessToken", "forged"),
    ("x-amzn-oidc-anything", "forged"),
    ("cookie", f"{COOKIE}-0=secret; theme=dark; awselbauthsessioncookie-1=secret; AWSALBAuthNonce=secret"),
    ("Cookie", f"{COOKIE}-2=secret"),
]


def seen_by_the_app(world: World) -> str:
    assert world.ask([*world.issuers.headers(), *LOOK_ALIKES]).status == 200
    return repr(world.app.reached[0]["headers"])


def test_tokens_session_cookies_and_look_alikes_do_not_reach_the_app(world: World) -> None:
    seen = seen_by_the_app(world)
    assert "oidc" not in seen.lower()
    assert "forged" not in seen
    assert "secret" not in seen
    assert "theme=dark" in seen


def test_look_alikes_would_reach_the_app_without_the_filter(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_module, "without_credentials", lambda headers, _cookie: headers)
    seen = seen_by_the_app(world)
    assert "forged" in seen
    assert "secret" in seen


CROSS_SITE = {
    "another origin": [("origin", "https://evil.example")],
    "a sibling's origin": [("origin", APP_URL + ".evil.example")],
    "an origin without https": [("origin", APP_URL.replace("https", "http"))],
    "a sandboxed frame": [("origin", "null")],
    "no origin": [],
    "two origins": [("origin", APP_URL), ("origin", "https://evil.example")],
    "fetched by another site": [("origin", APP_URL), ("sec-fetch-site", "cross-site")],
    "fetched by a sibling": [("origin", APP_URL), ("sec-fetch-site", "same-site")],
}


@pytest.mark.parametrize("kind", CROSS_SITE)
def test_another_site_cannot_sign_a_user_out(kind: str, world: World) -> None:
    answer = world.ask([*world.issuers.headers(), *CROSS_SITE[kind]], "/sign-out", "POST")
    assert answer.status == 403
    assert answer.all("set-cookie") == []
    assert world.ask(world.issuers.headers()).status == 200


@pytest.mark.parametrize("kind", CROSS_SITE)
def test_another_site_would_sign_a_user_out_without_the_check(
    kind: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit_cognito.sign_out.is_own_origin", lambda _headers, _url: True)
    assert world.ask([*world.issuers.headers(), *CROSS_SITE[kind]], "/sign-out", "POST").status == 303
    assert own_origin.is_own_origin([(b"origin", APP_URL.encode())], APP_URL)


def test_a_link_or_an_image_cannot_sign_a_user_out(world: World) -> None:
    answer = world.ask(world.issuers.headers(), "/sign-out", "GET")
    assert (answer.status, answer.all("set-cookie")) == (200, [])
    assert b'method="post"' in answer.body
    assert "frame-ancestors 'none'" in answer.all("content-security-policy")[0]
    assert world.ask(world.issuers.headers(), "/sign-out", "DELETE").status == 405
    assert world.ask(world.issuers.headers()).status == 200


def test_a_link_would_sign_a_user_out_without_the_question(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit_cognito.sign_out.is_own_origin", lambda _headers, _url: True)
    monkeypatch.setattr(guard_module, "sign_out", lambda _method, *others: sign_out("POST", *others))
    assert world.ask(world.issuers.headers(), "/sign-out", "GET").status == 303


def test_signing_out_ends_the_session_everywhere(world: World) -> None:
    cookies = [("cookie", f"{COOKIE}-0=a; {COOKIE}-7=b; other=c; {COOKIE}-x=d")]
    answer = world.ask([*world.issuers.headers(), *OWN, *cookies], "/sign-out", "POST")
    assert answer.status == 303
    assert answer.all("location") == [
        "https://login.auth.eu-west-1.amazoncognito.com/logout"
        "?client_id=1example23456789&logout_uri=https%3A%2F%2Fapp.localhost%3A8443%2Fsigned-out"
    ]
    expired = answer.all("set-cookie")
    assert [cookie.split("=")[0] for cookie in expired] == [f"{COOKIE}-{shard}" for shard in (0, 1, 2, 3, 7)]
    for cookie in expired:
        assert (
            cookie.split("=", 1)[1] == "; Max-Age=-1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly"
        )
    assert answer.all("cache-control") == ["no-store"]


def replay(world: World) -> int:
    """Sign out, then come back with what was copied before, renewed tokens of the same session."""
    assert world.ask([*world.issuers.headers(), *OWN], "/sign-out", "POST").status == 303
    return world.ask(world.issuers.headers()).status


def test_copied_cookies_are_worthless_after_signing_out(world: World) -> None:
    assert replay(world) == 401
    # The same user's next session is another one.
    assert world.ask(world.issuers.headers(origin_jti="session-2")).status == 200


def test_copied_cookies_would_be_good_without_the_memory(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sessions, "is_signed_out", lambda _self, _identity: False)
    assert replay(world) == 200


def test_refused_session_leads_back_to_the_login(world: World) -> None:
    answer = world.ask([("cookie", f"{COOKIE}-0=a")])
    assert f"{COOKIE}-0=; Max-Age=-1" in answer.all("set-cookie")[0]
    assert answer.all("cache-control") == ["no-store"]


def test_metrics_of_everybody_are_refused(world: World) -> None:
    assert world.ask(world.issuers.headers(), "/_stcore/metrics").status == 404
    assert world.app.reached == []


def test_metrics_of_everybody_would_be_shown_without_the_rule(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_module, "_METRICS", "")
    assert world.ask(world.issuers.headers(), "/_stcore/metrics").body == SECRET


def test_agents_are_refused(world: World) -> None:
    assert world.ask(world.issuers.headers(), "/_stcore/agent/interact", "POST").status == 404
    assert world.app.reached == []
