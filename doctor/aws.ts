import { ACMClient } from "@aws-sdk/client-acm";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { Route53Client } from "@aws-sdk/client-route-53";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { STSClient } from "@aws-sdk/client-sts";

/** Answers whichever other regions an account has. */
export const homeRegion = "us-east-1";

interface Options {
    readonly region: string;
    /** Of the shared configuration files. @default as the environment says */
    readonly profile?: string | undefined;
}

/** The parts of a client that all of them have. */
interface Client {
    readonly middlewareStack: { add(middleware: never, options: { step: "initialize"; name: string }): void };
    destroy(): void;
}

/** An AWS account, seen by whoever the credentials belong to. Only questions are asked: anything else is refused before it is sent. */
export class Aws {
    private readonly clients: Client[] = [];

    constructor(private readonly options: Options) {}

    readonly sts = once(() => this.made(new STSClient(this.settings(homeRegion))));
    readonly iam = once(() => this.made(new IAMClient(this.settings(homeRegion))));
    readonly route53 = once(() => this.made(new Route53Client(this.settings(homeRegion))));
    readonly regions = once(() => this.made(new EC2Client(this.settings(homeRegion))));
    readonly ec2 = once(() => this.made(new EC2Client(this.settings(this.options.region))));
    readonly loadBalancing = once(() => this.made(new ElasticLoadBalancingV2Client(this.settings(this.options.region))));
    readonly cognito = once(() => this.made(new CognitoIdentityProviderClient(this.settings(this.options.region))));
    readonly quotas = once(() => this.made(new ServiceQuotasClient(this.settings(this.options.region))));

    /** A certificate is asked for where it is, which may be elsewhere. */
    acm(region: string): ACMClient {
        return this.made(new ACMClient(this.settings(region)));
    }

    /** Ends what is still being asked. */
    close(): void {
        this.clients.forEach((client) => client.destroy());
    }

    private settings(region: string) {
        const { profile } = this.options;
        return {
            region,
            ...(profile === undefined ? {} : { profile }),
            maxAttempts: 2,
            requestHandler: { connectionTimeout: 4000, requestTimeout: 8000 },
        };
    }

    private made<T extends Client>(client: T): T {
        client.middlewareStack.add(onlyQuestions as never, { step: "initialize", name: "onlyQuestions" });
        this.clients.push(client);
        return client;
    }
}

type Next = (args: unknown) => Promise<unknown>;

/** Lets nothing through that could change something. */
function onlyQuestions(next: Next, { commandName = "" }: { readonly commandName?: string }): Next {
    return (args) => {
        if (!/^(?:Get|List|Describe)[A-Z]/.test(commandName)) {
            throw new Error(`${commandName.replace(/Command$/, "")} is no question, and the doctor only asks`);
        }
        return next(args);
    };
}

function once<T>(make: () => T): () => T {
    let made: T | undefined;
    return () => (made ??= make());
}
