import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What a certificate is issued for. */
export interface CertificateArgs {
    /** The one host name that it is for. */
    readonly domain: string;
    /** Hosted zone that gets the record which proves to AWS that the domain is ours. */
    readonly zoneId: pulumi.Input<string>;
    /** AWS region that it is for. @default the stack's */
    readonly region?: string;
    /** On everything that takes tags. */
    readonly tags: Readonly<Record<string, string>>;
}

/** A certificate for one domain, issued and validated through DNS, and renewed by AWS as long as the record stays. */
export class Certificate extends pulumi.ComponentResource {
    /** Resolves once the certificate is issued. */
    readonly arn: pulumi.Output<string>;

    constructor(name: string, args: CertificateArgs, options?: pulumi.ComponentResourceOptions) {
        super("streamlit-cognito:load-balancer:Certificate", name, {}, options);
        const region = args.region === undefined ? {} : { region: args.region };
        const certificate = new aws.acm.Certificate(
            name,
            { domainName: args.domain, validationMethod: "DNS", tags: args.tags, ...region },
            { parent: this },
        );
        const proof = certificate.domainValidationOptions.apply((options) => {
            const [option] = options;
            if (option === undefined) {
                throw new Error(`AWS Certificate Manager names no validation record for ${args.domain}.`);
            }
            return option;
        });
        const record = new aws.route53.Record(
            `${name}-validation`,
            {
                zoneId: args.zoneId,
                name: proof.resourceRecordName,
                type: proof.resourceRecordType,
                records: [proof.resourceRecordValue],
                ttl: 60,
                // Its name depends on domain and account alone, so another certificate of the domain may have made it already.
                allowOverwrite: true,
            },
            { parent: this },
        );
        const validation = new aws.acm.CertificateValidation(
            `${name}-issued`,
            { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn], ...region },
            { parent: this },
        );
        this.arn = validation.certificateArn;
        this.registerOutputs({ arn: this.arn });
    }
}
