import type { DeclaredResource } from "../declared";
import type { TargetGroup } from "../model";
import { Inputs } from "./inputs";
import { physicalName } from "./physical-name";
import type { Refusals } from "./refusals";

/** Defaults are AWS's ("Target groups for your Application Load Balancers"), or the provider's where it sends its own. */
export function planTargetGroup(resource: DeclaredResource, refusals: Refusals): TargetGroup {
    const inputs = new Inputs(resource, refusals);
    inputs.mustBe("protocolVersion", "HTTP1", "only HTTP/1.1 is spoken to targets here");
    inputs.mustBe("slowStart", 0, "a new target gets its whole share of the requests at once here");
    inputs.mustBe("loadBalancingAnomalyMitigation", "off", "anomalies of targets are not looked for here");
    if (inputs.string("targetType", "instance") !== "ip") {
        inputs.refuse("targetType", "only ip is served here: tasks of Fargate have no other");
    }
    inputs.never(
        "a group with any healthy target is used, and one without any fails open; other limits are not served",
        "targetGroupHealth",
    );
    inputs.never(
        "Application Load Balancers do not have it",
        "connectionTermination",
        "preserveClientIp",
        "targetHealthStates",
        "targetFailovers",
    );
    inputs.never("is not served here", "lambdaMultiValueHeadersEnabled", "targetControlPort");
    inputs.noDifference("vpcId", "ipAddressType", "loadBalancingCrossZoneEnabled", "name", "namePrefix", "region", "tags");
    const port = inputs.number("port");
    if (port === undefined) {
        inputs.refuse("port", "is missing");
    }
    const group: TargetGroup = {
        arn: String(resource.state["arn"]),
        name: physicalName(resource),
        port: port ?? 0,
        protocol: inputs.oneOf("protocol", ["HTTP"], "HTTP"),
        deregistrationDelay: inputs.number("deregistrationDelay", 300),
        algorithm: inputs.oneOf("loadBalancingAlgorithmType", ["round_robin", "least_outstanding_requests"], "round_robin"),
        stickiness: planStickiness(inputs.object("stickiness")),
        healthCheck: planHealthCheck(inputs.object("healthCheck"), port),
    };
    inputs.end();
    return group;
}

/** AWS: "Edit target group attributes for your Application Load Balancer", sticky sessions; one day by default. */
function planStickiness(inputs: Inputs | undefined): TargetGroup["stickiness"] {
    // The provider turns it on where the block is there and `enabled` is not.
    const enabled = inputs?.boolean("enabled", true) ?? false;
    const duration = inputs?.number("cookieDuration", 86_400) ?? 86_400;
    inputs?.noDifference("type", "cookieName");
    if (enabled && inputs?.string("type") !== "lb_cookie") {
        inputs?.refuse("type", "only lb_cookie is served here");
    }
    inputs?.end();
    return enabled ? { enabled, type: "lb_cookie", duration } : { enabled: false };
}

/**
 * AWS: "Health checks for Application Load Balancer target groups". Without the block AWS's thresholds hold (5 and 2); with it,
 * the provider sends 3 for each that is missing.
 */
function planHealthCheck(inputs: Inputs | undefined, targetPort: number | undefined): TargetGroup["healthCheck"] {
    if (inputs === undefined) {
        return { path: "/", matcher: "200", interval: 30, timeout: 5, healthyThreshold: 5, unhealthyThreshold: 2 };
    }
    inputs.mustBe("enabled", true, "health checks cannot be turned off for ip targets");
    inputs.mustBe("protocol", "HTTP", "health checks speak plain HTTP here");
    const port = inputs.string("port", "traffic-port");
    if (port !== "traffic-port" && port !== String(targetPort)) {
        inputs.refuse("port", "health checks go to the port of the requests here");
    }
    const check = {
        path: inputs.string("path", "/"),
        matcher: inputs.string("matcher", "200"),
        interval: inputs.number("interval", 30),
        timeout: inputs.number("timeout", 5),
        healthyThreshold: inputs.number("healthyThreshold", 3),
        unhealthyThreshold: inputs.number("unhealthyThreshold", 3),
    };
    inputs.end();
    return check;
}
