import type { DeclaredResource, DeclaredStack } from "../declared";
import type { Listener, ResponseHeaders } from "../model";
import { planActions } from "./action";
import { Inputs } from "./inputs";
import type { Refusals } from "./refusals";
import { planRules } from "./rule";
import { minimumTlsVersion } from "./tls-policy";

/** Listener attributes that add a response header (AWS: "HTTP header modification for your Application Load Balancer"). */
const responseHeaders: Readonly<Record<string, string>> = {
    routingHttpResponseStrictTransportSecurityHeaderValue: "Strict-Transport-Security",
    routingHttpResponseAccessControlAllowOriginHeaderValue: "Access-Control-Allow-Origin",
    routingHttpResponseAccessControlAllowMethodsHeaderValue: "Access-Control-Allow-Methods",
    routingHttpResponseAccessControlAllowHeadersHeaderValue: "Access-Control-Allow-Headers",
    routingHttpResponseAccessControlAllowCredentialsHeaderValue: "Access-Control-Allow-Credentials",
    routingHttpResponseAccessControlExposeHeadersHeaderValue: "Access-Control-Expose-Headers",
    routingHttpResponseAccessControlMaxAgeHeaderValue: "Access-Control-Max-Age",
    routingHttpResponseContentSecurityPolicyHeaderValue: "Content-Security-Policy",
    routingHttpResponseXContentTypeOptionsHeaderValue: "X-Content-Type-Options",
    routingHttpResponseXFrameOptionsHeaderValue: "X-Frame-Options",
};

/** The listeners of a load balancer, each with its rules. Refuses two on one port, and rules of a listener that is not declared. */
export function planListeners(loadBalancer: DeclaredResource, stack: DeclaredStack, refusals: Refusals): Listener[] {
    const declared = stack.ofType("aws:lb/listener:Listener");
    const listeners = declared.map((resource) => planListener(resource, loadBalancer, stack, refusals));
    const ports = new Map<number, string>();
    for (const [index, { name, port }] of listeners.entries()) {
        const earlier = ports.get(port);
        if (earlier !== undefined && declared[index] !== undefined) {
            refusals.refuse(declared[index], "port", `the listener "${earlier}" has the port ${port}, too`);
        }
        ports.set(port, name);
    }
    const arns = new Set(listeners.map(({ arn }) => arn));
    for (const rule of stack.ofType("aws:lb/listenerRule:ListenerRule")) {
        if (!arns.has(String(rule.inputs["listenerArn"]))) {
            refusals.refuse(rule, "listenerArn", "no declared listener has this ARN");
        }
    }
    return listeners;
}

function planListener(resource: DeclaredResource, loadBalancer: DeclaredResource, stack: DeclaredStack, refusals: Refusals): Listener {
    const inputs = new Inputs(resource, refusals);
    if (inputs.string("loadBalancerArn") !== loadBalancer.state["arn"]) {
        inputs.refuse("loadBalancerArn", "no declared load balancer has this ARN");
    }
    const protocol = inputs.oneOf("protocol", ["HTTP", "HTTPS"], "HTTP");
    const port = inputs.number("port");
    if (port === undefined) {
        inputs.refuse("port", "an Application Load Balancer's listener needs one");
    }
    refuseUnserved(inputs);
    // The local certificate names every host; which one AWS presents makes no difference to a request.
    inputs.noDifference("certificateArn", "tags", "region");
    const listener: Listener = {
        arn: String(resource.state["arn"]),
        name: resource.name,
        port: port ?? 0,
        protocol,
        ...tls(inputs, protocol),
        responseHeaders: planResponseHeaders(inputs),
        rules: planRules(resource, protocol, stack, refusals),
        defaultActions: planActions(inputs, "defaultActions", protocol, stack),
    };
    inputs.end();
    return listener;
}

function refuseUnserved(inputs: Inputs): void {
    inputs.mustBe("routingHttpResponseServerEnabled", true, "the local load balancer always sends its Server header");
    inputs.never("only network load balancers have it", "alpnPolicy", "tcpIdleTimeoutSeconds");
    inputs.never(
        "request headers of the load balancer's own cannot be renamed here",
        "routingHttpRequestXAmznMtlsClientcertHeaderName",
        "routingHttpRequestXAmznMtlsClientcertIssuerHeaderName",
        "routingHttpRequestXAmznMtlsClientcertLeafHeaderName",
        "routingHttpRequestXAmznMtlsClientcertSerialNumberHeaderName",
        "routingHttpRequestXAmznMtlsClientcertSubjectHeaderName",
        "routingHttpRequestXAmznMtlsClientcertValidityHeaderName",
        "routingHttpRequestXAmznTlsCipherSuiteHeaderName",
        "routingHttpRequestXAmznTlsVersionHeaderName",
    );
    const mutual = inputs.object("mutualAuthentication");
    mutual?.mustBe("mode", "off", "client certificates are not asked for here");
    mutual?.noDifference("advertiseTrustStoreCaNames", "ignoreClientCertificateExpiry", "trustStoreArn");
    mutual?.end();
}

function tls(inputs: Inputs, protocol: "HTTP" | "HTTPS"): Pick<Listener, "tls"> {
    if (protocol === "HTTP") {
        inputs.never("only HTTPS listeners have a security policy", "sslPolicy");
        return {};
    }
    // Where none is declared AWS takes this old one, which admits TLS 1.0 ("Security policies for your Application Load Balancer").
    const policy = inputs.string("sslPolicy", "ELBSecurityPolicy-2016-08");
    const minVersion = minimumTlsVersion(policy);
    if (minVersion === undefined) {
        inputs.refuse("sslPolicy", `${policy} is not served here; ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 and its relatives are`);
    }
    return { tls: { policy, minVersion: minVersion ?? "TLSv1.3" } };
}

function planResponseHeaders(inputs: Inputs): ResponseHeaders {
    const headers: Record<string, string> = {};
    for (const [key, header] of Object.entries(responseHeaders)) {
        const value = inputs.string(key, "");
        if (value !== "") {
            headers[header] = value;
        }
    }
    return headers;
}
