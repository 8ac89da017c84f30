import type { Service } from "../charge";
import { addresses } from "./addresses";
import { alarms } from "./alarms";
import { buckets } from "./buckets";
import { cognito } from "./cognito";
import { dns } from "./dns";
import { endpoints } from "./endpoints";
import { fargate } from "./fargate";
import { images } from "./images";
import { lambda } from "./lambda";
import { loadBalancer } from "./load-balancer";
import { logs } from "./logs";
import { nat } from "./nat";
import { scaling } from "./scaling";
import { schedules } from "./schedules";
import { secrets } from "./secrets";
import { transfer } from "./transfer";
import { waf } from "./waf";

/** Every service that charges for something, in the order of the bill. */
export const services: readonly Service[] = [
    loadBalancer,
    fargate,
    addresses,
    logs,
    dns,
    cognito,
    images,
    transfer,
    nat,
    endpoints,
    scaling,
    schedules,
    lambda,
    secrets,
    waf,
    alarms,
    buckets,
];
