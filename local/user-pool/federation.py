"""What Cognito does once it believes another identity provider: makes or updates the user, and issues a code.

ministack does this only together with believing, and believes any token. So the front verifies, and asks for the rest
here, by requests on the private socket that nobody else reaches. The functions are ministack's own, of the pinned
version.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.services import cognito

PREFIX = "/_federation/"

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def with_federation(app: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Answer the front's own requests, and leave every other one to ministack."""

    async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        operation = scope["path"].removeprefix(PREFIX) if scope["type"] == "http" else ""
        if operation not in OPERATIONS or not scope["path"].startswith(PREFIX):
            await app(scope, receive, send)
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        output = json.dumps(OPERATIONS[operation](json.loads(body))).encode()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": output})

    return answer


def put_user(request: dict[str, Any]) -> dict[str, str]:
    """Make the provider's user, or give the one that is there the provider's attributes."""
    pool_id, provider, user_id = request["poolId"], request["provider"], request["userId"]
    attributes: dict[str, str] = request["attributes"]
    pool = cognito._get_pool_unscoped(pool_id)
    username = cognito._federated_profile_username(provider, user_id)
    now = cognito._now_epoch()
    known = pool["_users"].get(username)
    if known is not None:
        cognito._merge_federated_attrs(known, attributes, now)
        return {"username": username}
    user = {
        "Username": username,
        "Attributes": cognito._dict_to_attr_list({"sub": cognito.new_uuid(), **attributes}),
        "UserCreateDate": now,
        "UserLastModifiedDate": now,
        "Enabled": True,
        "UserStatus": "EXTERNAL_PROVIDER",
        "MFAOptions": [],
        "_password": "",
        "_groups": [],
        "_tokens": [],
    }
    pool["_users"][username] = user
    cognito._start_federated_profile(pool, pool_id, user, provider, user_id)
    return {"username": username}


def issue_code(request: dict[str, str]) -> dict[str, str]:
    """Issue an authorization code as after a password, and return where it is sent."""
    _, headers, _ = cognito._issue_auth_code_redirect(
        request["clientId"],
        request["poolId"],
        request["redirectUri"],
        request["scope"],
        request["username"],
        request["nonce"],
        request["codeChallenge"],
        request["codeChallengeMethod"],
        request["state"],
    )
    return {"location": headers["Location"]}


OPERATIONS: dict[str, Callable[[dict[str, Any]], dict[str, str]]] = {"put-user": put_user, "issue-code": issue_code}
