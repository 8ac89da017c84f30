// What is served of the user pool, in AWS's terms: a part of `model.ts`.

/** A user pool with all that belongs to it. */
export interface UserPool {
    readonly arn: string;
    /** `<region>_<letters and digits>`. */
    readonly id: string;
    /** The declared resource's name, for messages. */
    readonly resourceName: string;
    /** Input of Cognito's `CreateUserPool`, as declared, in the API's own spelling. */
    readonly createUserPool: Readonly<Record<string, unknown>>;
    /** Whether an authenticator app may be the second factor; undefined where the program leaves it to Cognito. */
    readonly softwareTokenMfa?: boolean;
    readonly clients: readonly UserPoolClient[];
    readonly domain: UserPoolDomain;
    /** What its login pages look like, where that is declared. */
    readonly style?: LoginStyle;
    /** Identity providers whose people sign in here, too. @default none */
    readonly externalProviders?: readonly ExternalProvider[];
    /** Functions that the pool asks. @default none */
    readonly triggers?: Triggers;
    /** Groups and users that the program declares. */
    readonly groups: readonly { readonly name: string; readonly description?: string; readonly precedence?: number }[];
    readonly users: readonly {
        readonly username: string;
        readonly attributes: Readonly<Record<string, string>>;
        readonly groups: readonly string[];
        /** Whether they may sign in. */
        readonly enabled: boolean;
    }[];
}

/** An OpenID Connect provider whose people sign in at the pool. */
export interface ExternalProvider {
    /** As the client and the login page name it. */
    readonly name: string;
    readonly resourceName: string;
    /** The `iss` of its tokens. */
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** Space-separated. */
    readonly scope: string;
    /** Attribute of the pool to the provider's claim. */
    readonly attributeMapping: Readonly<Record<string, string>>;
}

/** Functions that a user pool asks, by when it does. */
export interface Triggers {
    /** Before an account is made. */
    readonly preSignUp?: LambdaFunction;
    /** Before tokens are made. */
    readonly preTokenGeneration?: LambdaFunction;
}

/** A Lambda function in JavaScript. */
export interface LambdaFunction {
    readonly resourceName: string;
    /** `<file without extension>.<export>`. */
    readonly handler: string;
    /** Name in the archive to absolute path. */
    readonly files: Readonly<Record<string, string>>;
    readonly environment: Readonly<Record<string, string>>;
    /** Seconds. AWS's default: 3. */
    readonly timeout: number;
}

/** A client of the pool. */
export interface UserPoolClient {
    /** The id that the rest of the declared stack knows it by. */
    readonly id: string;
    readonly resourceName: string;
    /** Input of Cognito's `CreateUserPoolClient`, in the API's own spelling; host names are local, ports are not in it yet. */
    readonly createUserPoolClient: Readonly<Record<string, unknown>>;
}

/** The domain of the pool's login pages. */
export interface UserPoolDomain {
    /** A prefix, or a whole host name. */
    readonly domain: string;
    /** Whether it is a host name of one's own; else it is a prefix of `.auth.<region>.amazoncognito.com`. */
    readonly custom: boolean;
    /** 1: hosted UI (classic); 2: managed login. */
    readonly managedLoginVersion: 1 | 2;
}

/** Parts of the classic login page that can be styled here, as in Cognito's class `<part>-customizable`. */
export type LoginPart = "background" | "banner" | "submitButton" | "submitButton:hover" | "label" | "inputField" | "errorMessage" | "logo";

/** Logo and style sheet of the login pages. */
export interface LoginStyle {
    /** Properties and values, such as `color: #fff`, by the part that they are for; in the order in which they apply. */
    readonly css: readonly { readonly part: LoginPart; readonly declarations: string }[];
    /** Base64. */
    readonly logo?: { readonly mediaType: "image/png" | "image/jpeg"; readonly base64: string };
}
