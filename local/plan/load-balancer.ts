import type { DeclaredResource, DeclaredStack } from "../declared";
import type { LoadBalancer } from "../model";
import { Inputs } from "./inputs";
import { planListeners } from "./listener";
import { physicalName } from "./physical-name";
import type { Refusals } from "./refusals";

/**
 * The declared Application Load Balancer. Defaults are AWS's ("Edit attributes for your Application Load Balancer").
 * Refuses network and gateway load balancers and every attribute that would change a request.
 */
export function planLoadBalancer(resource: DeclaredResource, stack: DeclaredStack, refusals: Refusals): LoadBalancer {
    const inputs = new Inputs(resource, refusals);
    inputs.mustBe("loadBalancerType", "application", "only Application Load Balancers are served here");
    inputs.mustBe("enableXffClientPort", false, "X-Forwarded-For holds the address without the port here");
    inputs.mustBe("enableTlsVersionAndCipherSuiteHeaders", false, "the X-Amzn-Tls-* headers are not added here");
    inputs.mustBe("clientKeepAlive", 3600, "a client's connection that is kept ends with the idle timeout only here");
    // Where it stands, who may reach it, what it logs, and limits on connections that no single request can see.
    inputs.noDifference("internal", "ipAddressType", "securityGroups", "subnets", "subnetMappings", "ipamPools", "enableZonalShift");
    inputs.noDifference("dnsRecordClientRoutingPolicy", "enableCrossZoneLoadBalancing", "minimumLoadBalancerCapacity", "enableWafFailOpen");
    inputs.noDifference("accessLogs", "connectionLogs", "healthCheckLogs", "enableDeletionProtection");
    inputs.noDifference("name", "namePrefix", "region", "tags");
    const loadBalancer: LoadBalancer = {
        arn: String(resource.state["arn"]),
        name: physicalName(resource),
        idleTimeout: inputs.number("idleTimeout", 60),
        dropInvalidHeaderFields: inputs.boolean("dropInvalidHeaderFields", false),
        desyncMitigationMode: inputs.oneOf("desyncMitigationMode", ["monitor", "defensive", "strictest"], "defensive"),
        preserveHostHeader: inputs.boolean("preserveHostHeader", false),
        xffHeaderProcessingMode: inputs.oneOf("xffHeaderProcessingMode", ["append", "preserve", "remove"], "append"),
        listeners: planListeners(resource, stack, refusals),
    };
    inputs.end();
    return loadBalancer;
}
