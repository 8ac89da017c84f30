import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { request } from "node:http";
import { promisify } from "node:util";
import { secretHash } from "../../../local/user-pool/secret-hash";
import type { AppClient } from "../../../local/user-pool/directory";
import { declaredPool, REGION } from "./support/declared";
import { NEW_PASSWORD, ok, startTestPool, type TestPool } from "./support/pool";
import { pythonWithMinistack } from "./support/python";

describe("the Cognito API at the endpoint", function () {
    this.timeout(120_000);
    let pool: TestPool;
    before(async () => {
        pool = await startTestPool(
            declaredPool({ client: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] } }),
        );
    });
    after(() => pool.stop());

    const hash = (username: string) => secretHash(pool.idp as unknown as AppClient, username);
    const initiate = (username: string, password: string, changes: Record<string, unknown> = {}) =>
        pool.api(
            "InitiateAuth",
            {
                ClientId: pool.idp.clientId,
                AuthFlow: "USER_PASSWORD_AUTH",
                AuthParameters: { USERNAME: username, PASSWORD: password, ...hash(username) },
                ...changes,
            },
            false,
        );
    const respond = (username: string, session: unknown, responses: Record<string, string>, changes: Record<string, unknown> = {}) =>
        pool.api(
            "RespondToAuthChallenge",
            {
                ClientId: pool.idp.clientId,
                ChallengeName: "NEW_PASSWORD_REQUIRED",
                Session: session,
                ChallengeResponses: { USERNAME: username, ...hash(username), ...responses },
                ...changes,
            },
            false,
        );

    it("creates exactly what is declared, and the first user", async () => {
        const { UserPool: described } = (await ok(pool.api("DescribeUserPool", {}))) as { UserPool: Record<string, unknown> };
        const declared = declaredPool().createUserPool;
        for (const member of ["Policies", "AliasAttributes", "MfaConfiguration"])
            assert.deepEqual(described[member], declared[member], member);
        assert.deepEqual(await ok(pool.api("GetUserPoolMfaConfig", {})), {
            MfaConfiguration: "OPTIONAL",
            SoftwareTokenMfaConfiguration: { Enabled: true },
        });
        assert.equal(described.Name, "app");
        assert.equal(described.Domain, "app-login");
        const { Users } = (await ok(pool.api("ListUsers", {}))) as { Users: { Username: string; UserStatus: string }[] };
        assert.deepEqual(
            Users.map(({ Username, UserStatus }) => [Username, UserStatus]),
            [
                ["demo", "FORCE_CHANGE_PASSWORD"],
                ["grace", "FORCE_CHANGE_PASSWORD"],
            ],
        );
        const { Groups } = (await ok(pool.api("AdminListGroupsForUser", { Username: "grace" }))) as { Groups: { GroupName: string }[] };
        assert.deepEqual(
            Groups.map(({ GroupName }) => GroupName),
            ["editors"],
        );
        const { UserPoolClients } = (await ok(pool.api("ListUserPoolClients", {}))) as { UserPoolClients: { ClientId: string }[] };
        assert.deepEqual(
            UserPoolClients.map(({ ClientId }) => ClientId),
            [pool.idp.clientId],
        );
    });

    it("understands AWS's own SDK, with this run's access key", async () => {
        const script = `
import sys, botocore.session
client = botocore.session.get_session().create_client("cognito-idp", region_name=sys.argv[1], endpoint_url=sys.argv[2])
client.admin_create_user(UserPoolId=sys.argv[3], Username="sdk", MessageAction="SUPPRESS", UserAttributes=[{"Name": "email", "Value": "s@example.com"}])
print(client.admin_get_user(UserPoolId=sys.argv[3], Username="sdk")["UserStatus"])
try:
    client.sign_up(ClientId="x", Username="eve", Password="Correct-horse-7")
except client.exceptions.NotAuthorizedException as error:
    print(error)
`;
        const args = ["-c", script, REGION, pool.running.endpoint, pool.running.ids[declaredPool().id] ?? ""];
        const { accessKeyId, secretAccessKey } = pool.running.accessKey;
        const env = { ...process.env, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
        const { stdout, stderr } = await promisify(execFile)(await pythonWithMinistack(), args, { env });
        assert.match(stdout, /FORCE_CHANGE_PASSWORD/, stderr);
        assert.match(stdout, /NotAuthorizedException.*SignUp is not permitted for this user pool/);
    });

    it("asks for credentials, except where AWS does not, and is no proxy to anything else", async () => {
        // The second is refused for its name where an administrator asks.
        for (const [operation, input] of Object.entries({ ListUsers: {}, AdminCreateUser: { Username: "eve@example.com" } })) {
            assert.equal((await pool.api(operation, input, false)).body.__type, "MissingAuthenticationTokenException", operation);
        }
        const other = await fetch(pool.running.endpoint, {
            method: "POST",
            headers: { "x-amz-target": "AWSCognitoIdentityService.GetId" },
            body: "{}",
        });
        assert.equal(other.status, 400);
        assert.equal(other.headers.get("access-control-allow-origin"), null, "a web page can neither read nor preflight it");
        const preflight = await fetch(pool.running.endpoint, { method: "OPTIONS" });
        assert.equal(preflight.headers.get("access-control-allow-origin"), null);
    });

    it("takes JSON objects only, and tells nobody of ministack's code", async () => {
        const post = async (body: string): Promise<[number, Record<string, unknown>]> => {
            const headers = { "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth" };
            const response = await fetch(pool.running.endpoint, { method: "POST", headers, body });
            return [response.status, (await response.json()) as Record<string, unknown>];
        };
        for (const body of ["{", "[]", "null", '"text"', "1", "[{}]"]) {
            const [status, { __type }] = await post(body);
            assert.deepEqual([status, __type], [400, "SerializationException"], body);
        }
        // An object whose parts are of another kind than ministack expects.
        const input = { ClientId: pool.idp.clientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: ["text"] };
        const answer = { __type: "InternalErrorException", message: "The request could not be served." };
        assert.deepEqual(await post(JSON.stringify(input)), [500, answer]);
    });

    it("gives a secret for an authenticator app to signed-in users only", async () => {
        await pool.user("enroller");
        const { AuthenticationResult } = await ok(initiate("enroller", NEW_PASSWORD));
        const { AccessToken } = AuthenticationResult as Record<string, string>;
        const { SecretCode } = await ok(pool.api("AssociateSoftwareToken", { AccessToken }, false));
        assert.match(String(SecretCode), /^[A-Z2-7]+$/);
        await ok(pool.api("AdminCreateUser", { Username: "halfway", TemporaryPassword: "Temporary-pass-1", MessageAction: "SUPPRESS" }));
        const { body: halfway } = await initiate("halfway", "Temporary-pass-1");
        assert.equal(halfway.ChallengeName, "NEW_PASSWORD_REQUIRED");
        for (const input of [{}, { Session: "x" }, { AccessToken: "x" }, { AccessToken: "" }, { Session: halfway.Session }]) {
            const { status, body } = await pool.api("AssociateSoftwareToken", input, false);
            assert.deepEqual([status, body.__type], [400, "NotAuthorizedException"], JSON.stringify(input));
            assert.equal(body.SecretCode, undefined);
        }
    });

    it("refuses requests that name another host, as a rebound DNS name would", async () => {
        const status = await new Promise((resolve, reject) => {
            request(pool.running.endpoint, { method: "POST", headers: { host: "evil.example" } }, (response) => {
                response.resume();
                resolve(response.statusCode);
            })
                .on("error", reject)
                .end("{}");
        });
        assert.equal(status, 421);
    });

    it("refuses SignUp on an admin-only pool", async () => {
        const input = { ClientId: pool.idp.clientId, Username: "eve", Password: NEW_PASSWORD, SecretHash: hash("eve").SECRET_HASH };
        const { status, body } = await pool.api("SignUp", input, false);
        assert.deepEqual(
            [status, body.__type, body.message],
            [400, "NotAuthorizedException", "SignUp is not permitted for this user pool"],
        );
        assert.equal((await pool.api("AdminGetUser", { Username: "eve" })).body.__type, "UserNotFoundException");
    });

    it("refuses a user name that looks like an email address where email is an alias", async () => {
        assert.equal((await pool.api("AdminCreateUser", { Username: "eve@example.com" })).body.__type, "InvalidParameterException");
    });

    it("opens the client's ExplicitAuthFlows and no other", async () => {
        await pool.user("ada");
        assert.equal((await initiate("ada", NEW_PASSWORD)).status, 200);
        for (const AuthFlow of ["USER_SRP_AUTH", "CUSTOM_AUTH", "USER_AUTH", "nonsense"]) {
            assert.equal((await initiate("ada", NEW_PASSWORD, { AuthFlow })).body.__type, "InvalidParameterException", AuthFlow);
        }
        const admin = { ClientId: pool.idp.clientId, AuthParameters: { USERNAME: "ada", PASSWORD: NEW_PASSWORD, ...hash("ada") } };
        const answer = await pool.api("AdminInitiateAuth", { ...admin, AuthFlow: "ADMIN_USER_PASSWORD_AUTH" });
        assert.equal(answer.body.__type, "InvalidParameterException");
    });

    it("opens SRP, custom and refresh by default, and no password in the clear", async () => {
        const other = await startTestPool();
        try {
            await other.user("ada");
            const AuthParameters = { USERNAME: "ada", PASSWORD: NEW_PASSWORD, ...secretHash(other.idp as unknown as AppClient, "ada") };
            const input = { ClientId: other.idp.clientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters };
            assert.equal((await other.api("InitiateAuth", input, false)).body.__type, "InvalidParameterException");
        } finally {
            await other.stop();
        }
    });

    it("sets a new password only for who has just shown the temporary one, and by the policy", async () => {
        const temporary = "Temporary-pass-1";
        await ok(pool.api("AdminCreateUser", { Username: "newcomer", TemporaryPassword: temporary, MessageAction: "SUPPRESS" }));
        await pool.user("victim");
        const password = { NEW_PASSWORD, "userAttributes.nickname": "New" };
        const attack = await respond("victim", "made-up", { NEW_PASSWORD: "Stolen-pass-123" });
        assert.equal(attack.body.__type, "NotAuthorizedException");
        const { body } = await initiate("newcomer", temporary);
        assert.equal(body.ChallengeName, "NEW_PASSWORD_REQUIRED");
        assert.equal((body.ChallengeParameters as Record<string, string>).requiredAttributes, '["userAttributes.nickname"]');
        assert.equal((await respond("victim", body.Session, password)).body.__type, "NotAuthorizedException", "another user's session");
        assert.equal(
            (await respond("newcomer", body.Session, { ...password, NEW_PASSWORD: "short" })).body.__type,
            "InvalidPasswordException",
        );
        assert.equal((await respond("newcomer", body.Session, { NEW_PASSWORD })).body.__type, "InvalidParameterException", "no nickname");
        const { AuthenticationResult } = await ok(respond("newcomer", body.Session, password));
        assert.ok(AuthenticationResult);
        assert.equal((await respond("newcomer", body.Session, password)).body.__type, "NotAuthorizedException", "a session is used once");
        assert.equal((await initiate("victim", NEW_PASSWORD)).status, 200, "the victim's password is what it was");
    });

    it("refuses an expired temporary password", async () => {
        await ok(pool.api("AdminCreateUser", { Username: "late", TemporaryPassword: "Temporary-pass-1", MessageAction: "SUPPRESS" }));
        pool.time.now += 3 * 86_400_000 + 1_000;
        const { body } = await initiate("late", "Temporary-pass-1");
        assert.equal(body.message, "Temporary password has expired and must be reset by an administrator.");
        pool.time.now -= 3 * 86_400_000 + 1_000;
    });

    it("counts wrong passwords together with the hosted pages", async () => {
        await pool.user("counted");
        for (let i = 0; i < 5; i++)
            assert.equal((await initiate("counted", "Wrong-pass-123")).body.message, "Incorrect username or password.");
        assert.equal((await initiate("counted", NEW_PASSWORD)).body.message, "Password attempts exceeded");
        assert.match((await pool.signIn(pool.browser(), "counted", NEW_PASSWORD)).body, /Password attempts exceeded/);
    });

    it("lets a client revoke and refresh its own tokens only, with its secret", async () => {
        const tokens = await pool.tokens("holder");
        const input = { ClientId: pool.idp.clientId, ClientSecret: pool.idp.clientSecret };
        for (const [operation, member] of [
            ["RevokeToken", "Token"],
            ["GetTokensFromRefreshToken", "RefreshToken"],
        ] as const) {
            const wrong = await pool.api(operation, { ...input, ClientSecret: "wrong", [member]: tokens.refresh_token }, false);
            assert.equal(wrong.body.__type, "NotAuthorizedException", operation);
            assert.equal(
                (await pool.api(operation, { ...input, [member]: tokens.access_token }, false)).body.__type,
                "UnsupportedTokenTypeException",
            );
        }
        await ok(pool.api("GetTokensFromRefreshToken", { ...input, RefreshToken: tokens.refresh_token }, false));
        await ok(pool.api("RevokeToken", { ...input, Token: tokens.refresh_token }, false));
        const { status } = await pool.api("GetTokensFromRefreshToken", { ...input, RefreshToken: tokens.refresh_token }, false);
        assert.equal(status, 400);
    });
});
