import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { IdentityProviders } from "../auth/identity-providers";
import { signedOutPath } from "./signed-out-page";

/** Which app signs its users in, and how long they stay so. */
export interface ClientArgs {
    /** User pool of those who may sign in. */
    readonly userPoolId: pulumi.Input<string>;
    /** Other directories whose people may sign in. */
    readonly identityProviders: IdentityProviders | undefined;
    /** Host name of the app. */
    readonly domain: string;
    /** Seconds that the load balancer keeps a session; the refresh token must live as long. */
    readonly sessionTimeout: number;
}

/** Who a session belongs to: the user's id, address and names. */
export const scopes: readonly string[] = ["openid", "email", "profile"];

/**
 * Minutes that an access token lives, Cognito's least. The load balancer notices that a user was disabled or deleted when it renews the
 * token, so this is how long such a user can still send requests.
 */
const accessTokenMinutes = 5;

/** The load balancer's client for one app: what signs a user in there is no use at another. */
export class Client extends pulumi.ComponentResource {
    readonly client: aws.cognito.UserPoolClient;

    constructor(
        private readonly name: string,
        private readonly args: ClientArgs,
        options?: pulumi.ComponentResourceOptions,
    ) {
        super("streamlit-cognito:auth:Client", name, {}, options);
        this.client = this.createClient();
        this.registerOutputs({ userPoolClientId: this.client.id });
    }

    /** Can do what the load balancer needs and no more: the code flow and refreshing, with a secret. */
    private createClient(): aws.cognito.UserPoolClient {
        const { domain, identityProviders, sessionTimeout, userPoolId } = this.args;
        return new aws.cognito.UserPoolClient(
            `${this.name}-load-balancer`,
            {
                userPoolId,
                generateSecret: true,
                allowedOauthFlowsUserPoolClient: true,
                allowedOauthFlows: ["code"],
                allowedOauthScopes: [...scopes],
                supportedIdentityProviders: ["COGNITO", ...(identityProviders?.names ?? [])],
                callbackUrls: [`https://${domain}/oauth2/idpresponse`],
                logoutUrls: [`https://${domain}${signedOutPath}`],
                explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
                // Cognito hands over nothing else, whatever the scope; a user may set the required nickname, but not another address.
                readAttributes: ["email", "email_verified", "name", "nickname"],
                writeAttributes: identityProviders?.attributes ?? ["nickname"],
                preventUserExistenceErrors: "ENABLED",
                enableTokenRevocation: true,
                accessTokenValidity: accessTokenMinutes,
                idTokenValidity: accessTokenMinutes,
                // An hour is Cognito's least.
                refreshTokenValidity: Math.max(60, Math.ceil(sessionTimeout / 60)),
                tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "minutes" },
            },
            { parent: this },
        );
    }
}
