import { types } from "../../../declared/types";
import type { Inputs } from "./known";

const fixedResponse = "fixedResponse { contentType messageBody statusCode }";
const redirect = "redirect { host port protocol statusCode }";
const metric = "visibilityConfig { cloudwatchMetricsEnabled metricName sampledRequestsEnabled }";
const label = "labelMatchStatement { key scope }";

/**
 * The load balancer, its rules, its firewall and its names. What is not here could, among others, match hosts by an expression, rewrite a request behind its
 * rule's back, move a redirect to another page, or answer CORS.
 */
export const loadBalancerInputs: Inputs = {
    [types.loadBalancer]: `
        accessLogs { bucket enabled } desyncMitigationMode dropInvalidHeaderFields enableDeletionProtection idleTimeout internal ipAddressType
        loadBalancerType securityGroups subnets tags`,
    [types.listener]: `
        certificateArn loadBalancerArn port protocol sslPolicy tags
        defaultActions { type ${fixedResponse} ${redirect} }
        routingHttpResponseStrictTransportSecurityHeaderValue routingHttpResponseXContentTypeOptionsHeaderValue
        routingHttpResponseXFrameOptionsHeaderValue`,
    "aws:lb/listenerCertificate:ListenerCertificate": "certificateArn listenerArn",
    [types.listenerRule]: `
        listenerArn priority tags
        actions {
            order type targetGroupArn ${fixedResponse} ${redirect} forward { targetGroups { arn weight } }
            authenticateCognito {
                onUnauthenticatedRequest scope sessionCookieName sessionTimeout userPoolArn userPoolClientId userPoolDomain
            }
        }
        conditions { hostHeader { values } httpHeader { httpHeaderName values } pathPattern { values } queryStrings { key value } }`,
    [types.targetGroup]: `
        deregistrationDelay port protocol tags targetType vpcId
        healthCheck { healthyThreshold interval matcher path protocol timeout unhealthyThreshold }
        stickiness { cookieDuration enabled type }`,
    [types.certificate]: "domainName region tags validationMethod",
    "aws:acm/certificateValidation:CertificateValidation": "certificateArn region validationRecordFqdns",
    [types.record]: "aliases { evaluateTargetHealth name zoneId } allowOverwrite name records ttl type zoneId",
    [types.webAcl]: `
        defaultAction { allow } scope tags ${metric}
        rules {
            action { allow block } name overrideAction { none } priority ${metric}
            statement {
                ipSetReferenceStatement { arn }
                rateBasedStatement { aggregateKeyType evaluationWindowSec limit }
                managedRuleGroupStatement { name vendorName ruleActionOverrides { actionToUse { count } name } }
                andStatement {
                    statements {
                        ${label} orStatement { statements { ${label} } }
                        notStatement {
                            statement {
                                byteMatchStatement {
                                    fieldToMatch { uriPath } positionalConstraint searchString textTransformations { priority type }
                                }
                            }
                        }
                    }
                }
            }
        }`,
    [types.webAclAssociation]: "resourceArn webAclArn",
    [types.webAclLogging]: `
        logDestinationConfigs resourceArn redactedFields { singleHeader { name } }
        loggingFilter { defaultBehavior filters { behavior conditions { actionCondition { action } } requirement } }`,
    [types.ipSet]: "addresses ipAddressVersion scope tags",
};
