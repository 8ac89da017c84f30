import { appsProblems } from "./app-combinations";
import { alarmsProblems } from "./alarms";
import { certificateProblems, isTopLevel, parentOf, sizeProblems, zoneProblems } from "./any-app";
import { dockerfileProblems, pageProblems } from "./app-folder";
import { capacityProblems } from "./capacity";
import type { Configuration } from "./configuration";
import { deploymentProblems } from "./deployments";
import { loginPageProblems } from "./login-page";
import { peopleProblems } from "./people";
import type { Problem } from "./problems";
import type { Values } from "./schema";
import { taskProblems } from "./task-environment";
import { singleSignOnProblems } from "./single-sign-on-problems";
import { wafProblems } from "./waf";

const everyProblem: readonly ((configuration: Configuration<Values>) => Problem[])[] = [
    mainZoneProblems,
    mainSizeProblems,
    mainCertificateProblems,
    appProblems,
    peopleProblems,
    singleSignOnProblems,
    furtherAppProblems,
    loginPageProblems,
    capacityProblems,
    taskProblems,
    deploymentProblems,
    wafProblems,
    alarmsProblems,
];

/** What is wrong with values that are right by themselves, beside each other and beside the app's folder. */
export function combinationProblems(configuration: Configuration<Values>): Problem[] {
    return everyProblem.flatMap((problems) => problems(configuration));
}

function mainZoneProblems({ values: { domain, hostedZone }, set }: Configuration<Values>): Problem[] {
    if (domain === undefined || (hostedZone === undefined && set.has("hostedZone"))) {
        return [];
    }
    return zoneProblems("", {
        host: domain,
        hostedZone,
        otherwise: parentOf(domain),
        rule: () => `must name the hosted zone of ${domain}`,
    });
}

function mainSizeProblems({ values: { cpu, memory } }: Configuration<Values>): Problem[] {
    return sizeProblems("", { cpu, memory });
}

function mainCertificateProblems({ values: { certificateArn, domain }, region, set }: Configuration<Values>): Problem[] {
    // One that is wrong by itself is the problem then.
    const isWrong = certificateArn === undefined && set.has("certificateArn");
    return isWrong ? [] : certificateProblems("", { certificateArn, host: domain }, region);
}

function appProblems({ values: { app, groups = {} } }: Configuration<Values>): Problem[] {
    return app === undefined ? [] : [...dockerfileProblems(app), ...pageProblems(app, groups)];
}

function furtherAppProblems({ values, region, set }: Configuration<Values>): Problem[] {
    const { domain } = values;
    // A zone that is wrong by itself is the problem then.
    const ofDomain = domain === undefined || set.has("hostedZone") || isTopLevel(parentOf(domain)) ? undefined : parentOf(domain);
    return appsProblems({ values, region, hostedZone: values.hostedZone ?? ofDomain });
}
