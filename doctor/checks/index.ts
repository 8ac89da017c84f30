import type { Check } from "../check";
import { availabilityZones } from "./availability-zones";
import { caa } from "./caa";
import { certificate } from "./certificate";
import { credentials } from "./credentials";
import { delegation } from "./delegation";
import { docker } from "./docker";
import { domainRecord } from "./domain-record";
import { hostedZone } from "./hosted-zone";
import { loginPrefix } from "./login-prefix";
import { pulumiState } from "./pulumi-state";
import { quotas } from "./quotas";
import { region } from "./region";
import { serviceLinkedRoles } from "./service-linked-roles";

/** Every check, in the order in which it is told; the first tells whether AWS can be asked. */
export const checks: readonly Check[] = [
    credentials,
    region,
    availabilityZones,
    hostedZone,
    delegation,
    certificate,
    caa,
    domainRecord,
    loginPrefix,
    quotas,
    serviceLinkedRoles,
    docker,
    pulumiState,
];
