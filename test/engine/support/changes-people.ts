import { each, updatedPool, type Change } from "./change";

const textMessages = [
    "aws:iam/role:Role streamlit-text-messages",
    "aws:iam/rolePolicy:RolePolicy streamlit-text-messages",
    "streamlit-cognito:text-messages:TextMessages streamlit",
];

/** People come, change and go, and nothing else does. */
export const peopleChanges: readonly Change[] = [
    {
        settings: { users: '{"ada":{"email":"ada@example.com","groups":["analysts"]},"bob":{"email":"bob@example.com"}}' },
        operations: [
            "create aws:cognito/user:User streamlit-ada",
            "create aws:cognito/user:User streamlit-bob",
            "create aws:cognito/userInGroup:UserInGroup streamlit-ada/analysts",
            "create streamlit-cognito:people:People streamlit",
        ],
    },
    {
        settings: { users: '{"ada":{"email":"ada@example.com","enabled":false},"Bob":{"email":"bob@example.com"}}' },
        operations: [
            "delete aws:cognito/userInGroup:UserInGroup streamlit-ada/analysts",
            "replace aws:cognito/user:User streamlit-bob",
            "update aws:cognito/user:User streamlit-ada",
        ],
    },
    {
        settings: { users: "" },
        operations: [
            "delete aws:cognito/user:User streamlit-ada",
            "delete aws:cognito/user:User streamlit-bob",
            "delete streamlit-cognito:people:People streamlit",
        ],
    },
    { settings: { mfa: "required" }, operations: [updatedPool] },
    { settings: { smsMfa: "true" }, operations: [updatedPool, ...each("create", textMessages)] },
    { settings: { smsMfa: "false" }, operations: [updatedPool, ...each("delete", textMessages)] },
    { settings: { invitationLanguage: "ja" }, operations: [updatedPool] },
    { settings: { invitationLanguage: "" }, operations: [updatedPool] },
    { settings: { invitation: '{"subject":"Welcome","message":"{url}: {username}, {####}"}' }, operations: [updatedPool] },
];
