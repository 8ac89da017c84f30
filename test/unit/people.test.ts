import assert from "node:assert/strict";
import type { DeclaredStack } from "../../local/declared";
import { declare } from "./support/declare";
import { dependencies, devTags, inputsByName, output, tree, types } from "./support/resources";

const users = {
    ada: { email: "ada@example.com", groups: ["analysts", "a/b"], phone: "+819012345678" },
    "愛:b|c": { email: "ai@example.com", nickname: "愛", enabled: false },
};
const config = {
    users: JSON.stringify(users),
    groups: JSON.stringify({ analysts: [], "a/b": [] }),
    smsMfa: "true",
    mfa: "required",
    invitationLanguage: "en",
};

describe("people", () => {
    let stack: DeclaredStack;
    let userPoolId: string;
    before(async () => {
        stack = await declare({ config });
        userPoolId = stack.one(types.userPool).id;
    });

    // AWS would give a role of the group's to whoever is in it.
    it("are in groups that have a name and nothing else", () => {
        const groups = inputsByName(stack, types.userGroup);
        assert.deepEqual(groups, { "streamlit-analysts": { name: "analysts", userPoolId }, "streamlit-a/b": { name: "a/b", userPoolId } });
    });

    it("are accounts that Cognito invites by mail, and no more is known of them", () => {
        const common = { userPoolId, desiredDeliveryMediums: ["EMAIL"] };
        assert.deepEqual(inputsByName(stack, types.user), {
            "streamlit-ada": {
                ...common,
                username: "ada",
                enabled: true,
                attributes: {
                    email: "ada@example.com",
                    email_verified: "true",
                    nickname: "ada",
                    phone_number: "+819012345678",
                    phone_number_verified: "true",
                },
            },
            "streamlit-%E6%84%9B%3Ab%7Cc": {
                ...common,
                username: "愛:b|c",
                enabled: false,
                attributes: { email: "ai@example.com", email_verified: "true", nickname: "愛" },
            },
        });
    });

    it("are in declared groups, each after its group and its account", () => {
        const common = { userPoolId, username: "ada" };
        assert.deepEqual(inputsByName(stack, types.userInGroup), {
            "streamlit-ada/analysts": { ...common, groupName: "analysts" },
            "streamlit-ada/a%2Fb": { ...common, groupName: "a/b" },
        });
        assert.deepEqual(dependencies(stack, stack.one(types.userInGroup, "streamlit-ada/analysts")), [
            "User streamlit-ada",
            "UserGroup streamlit-analysts",
            "UserPool streamlit-users",
        ]);
    });

    it("belong to a component of their own, which is there only with them", async () => {
        const component = "People streamlit";
        const of = (owner: string): string[] => tree(stack).filter((line) => line.endsWith(`< ${owner}`));
        assert.deepEqual(of(component).length, 4);
        assert.ok(tree(stack).includes(`${component} < Stack streamlit-cognito-dev`));
        assert.deepEqual((await declare()).ofType(types.people), []);
        assert.deepEqual((await declare({ config: { users: "{}" } })).ofType(types.people), []);
    });

    // Cognito would take the new name for the old one's account.
    it("keep their account's resource when only the case of a name changes, which removes the old account first", async () => {
        const upper = await declare({ config: { users: '{"ADA":{"email":"ada@example.com"}}' } });
        assert.equal(upper.one(types.user).urn, stack.one(types.user, "streamlit-ada").urn);
        assert.equal(upper.one(types.user).options.deleteBeforeReplace, true);
    });

    it("have resources of their own, whatever their names and groups are called", async () => {
        const odd = ["a", "a/b", "b", "a-b", "A%2Fb", "::", "a::b", "é", "'\"`$(x)", "constructor", "🙂"];
        const names = [...odd.filter((name) => !name.includes("/")), "__proto__"];
        // As JSON, where `__proto__` is a key like any other.
        const of = Object.fromEntries(names.map((name, index) => [name, { email: `u${index}@example.com`, groups: odd }]));
        const groups = JSON.stringify(Object.fromEntries(odd.map((name) => [name, []])));
        const declared = await declare({ config: { users: JSON.stringify(of), groups } });
        assert.equal(new Set(declared.resources.map(({ urn }) => urn)).size, declared.resources.length);
        assert.equal(declared.ofType(types.user).length, names.length);
        assert.equal(declared.ofType(types.userInGroup).length, names.length * odd.length);
    });
});

describe("the second factor", () => {
    for (const { mfa, mfaConfiguration, app } of [
        { mfa: "off", mfaConfiguration: "OFF", app: undefined },
        { mfa: "optional", mfaConfiguration: "OPTIONAL", app: { enabled: true } },
        { mfa: "required", mfaConfiguration: "ON", app: { enabled: true } },
    ]) {
        it(`is ${mfaConfiguration} where mfa is ${mfa}`, async () => {
            const { inputs } = (await declare({ config: { mfa } })).one(types.userPool);
            assert.equal(inputs["mfaConfiguration"], mfaConfiguration);
            assert.deepEqual(inputs["softwareTokenMfaConfiguration"], app);
            assert.equal(inputs["smsConfiguration"], undefined);
        });
    }

    it("comes by text message, too, where asked for: Cognito alone may send them, for this account's pool that names the external id", async () => {
        const stack = await declare({ config });
        const role = stack.one(types.role, "streamlit-text-messages");
        const externalId = "streamlit-example-com-d97d7528";
        assert.deepEqual(stack.one(types.userPool).inputs["smsConfiguration"], { externalId, snsCallerArn: role.state["arn"] });
        const { assumeRolePolicy, ...rest } = role.inputs;
        assert.deepEqual(rest, { tags: devTags });
        assert.deepEqual(JSON.parse(String(assumeRolePolicy)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "cognito-idp.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: { StringEquals: { "sts:ExternalId": externalId, "aws:SourceAccount": "123456789012" } },
                },
            ],
        });
        const { policy, ...permission } = stack.one(types.rolePolicy, "streamlit-text-messages").inputs;
        assert.deepEqual(permission, { role: output(stack, types.role, "name", "streamlit-text-messages") });
        assert.deepEqual(JSON.parse(String(policy)), {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "sns:Publish", Resource: "*" }],
        });
    });

    // Cognito tries the role when it gets it.
    it("waits for the permission to send", async () => {
        const stack = await declare({ config });
        const before = dependencies(stack, stack.one(types.userPool));
        assert.deepEqual(before, ["Role streamlit-text-messages", "RolePolicy streamlit-text-messages"]);
    });
});

describe("the invitation", () => {
    const messageOf = async (changes: Readonly<Record<string, string>>): Promise<Record<string, unknown>> =>
        (await declare({ config: changes })).one(types.userPool).inputs["adminCreateUserConfig"] as Record<string, unknown>;

    it("is Cognito's own unless a wording or a language is set", async () => {
        assert.deepEqual(await messageOf({}), { allowAdminCreateUserOnly: true });
    });

    for (const language of ["en", "ja"]) {
        it(`says in ${language} where the app is, and the name and the password`, async () => {
            const { inviteMessageTemplate } = await messageOf({ invitationLanguage: language });
            const { emailMessage } = inviteMessageTemplate as { emailMessage: string };
            for (const part of ["{username}", "{####}", "https://streamlit.example.com"]) {
                assert.ok(emailMessage.includes(part), part);
            }
            assert.ok(!emailMessage.includes("{url}"));
        });
    }
});
