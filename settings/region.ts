import { setCommand } from "./config-command";
import type { Problem } from "./problems";

/**
 * Regions whose load balancers' public keys, tokens and login pages are at other hosts than those that the server believes, or that lack
 * authentication at the load balancer. Sources: Elastic Load Balancing, "Authenticate users using an Application Load Balancer"; AWS GovCloud
 * (US) User Guide, "Amazon Cognito in AWS GovCloud (US)".
 */
const otherPartitions = /^(?:cn|us-gov|us-iso[a-z]*|eu-iso[a-z]*|eusc)-/;

/** What is wrong with the AWS region of the stack. */
export function regionProblems(region: string | undefined): Problem[] {
    const mend = setCommand("aws:region", "us-east-1");
    if (region === undefined || !/^[a-z]{2,4}(?:-[a-z]+)+-\d+$/.test(region)) {
        return [{ key: "aws:region", value: region, rule: "must name the AWS region to deploy to", mend }];
    }
    const rule =
        "must be a commercial AWS region: in China, GovCloud, the European Sovereign Cloud and isolated regions, Cognito and the load balancer's keys are at addresses that this program does not know";
    return otherPartitions.test(region) ? [{ key: "aws:region", value: region, rule, mend }] : [];
}
