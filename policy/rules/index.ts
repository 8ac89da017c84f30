import type { Rule } from "../rule";
import { accessLogBucket } from "./access-log-bucket";
import { accountsWithoutPasswords } from "./accounts-without-passwords";
import { addressesVouchedFor } from "./addresses-vouched-for";
import { alarmsTell } from "./alarms-tell";
import { allowedAddresses } from "./allowed-addresses";
import { appsApart } from "./apps-apart";
import { authenticateBeforeForward } from "./authenticate-before-forward";
import { blueGreenShiftsAll } from "./blue-green-shifts-all";
import { callbackAtOwnHost } from "./callback-at-own-host";
import { clientSecret } from "./client-secret";
import { codeFlowOnly } from "./code-flow-only";
import { containerHardened } from "./container-hardened";
import { cookieConditions } from "./cookie-conditions";
import { defaultActionDenies } from "./default-action-denies";
import { deletable } from "./deletable";
import { deploymentIsSafe } from "./deployment-is-safe";
import { firewallAttached } from "./firewall-attached";
import { firewallRefuses } from "./firewall-refuses";
import { groupsOfPool } from "./groups-of-pool";
import { healthCheck } from "./health-check";
import { hostInEveryRule } from "./host-in-every-rule";
import { httpOnlyRedirects } from "./http-only-redirects";
import { idleTimeout } from "./idle-timeout";
import { imageByDigest } from "./image-by-digest";
import { imageScan } from "./image-scan";
import { imagesExpire } from "./images-expire";
import { invitationLinksHome } from "./invitation-links-home";
import { knownInputs } from "./known-inputs";
import { knownTypes } from "./known-types";
import { leastScopes } from "./least-scopes";
import { loadBalancerEgress } from "./load-balancer-egress";
import { loadBalancerPorts } from "./load-balancer-ports";
import { logRetention } from "./log-retention";
import { loginDomain } from "./login-domain";
import { loginPageStyle } from "./login-page-style";
import { loginPrefix } from "./login-prefix";
import { logsToOwnGroup } from "./logs-to-own-group";
import { namesFit } from "./names-fit";
import { noEscalation } from "./no-escalation";
import { noIgnoredChanges } from "./no-ignored-changes";
import { noInlineSecurityRules } from "./no-inline-security-rules";
import { noManagedPolicies } from "./no-managed-policies";
import { noNatGateway } from "./no-nat-gateway";
import { noPublicBucket } from "./no-public-bucket";
import { noSecretInEnvironment } from "./no-secret-in-environment";
import { noShadowedRule } from "./no-shadowed-rule";
import { noWildcardAction } from "./no-wildcard-action";
import { noWildcardResource } from "./no-wildcard-resource";
import { oneSession } from "./one-session";
import { openPagesAreExact } from "./open-pages-are-exact";
import { ownAttributesOnly } from "./own-attributes-only";
import { ownImage } from "./own-image";
import { ownTargetGroups } from "./own-target-groups";
import { ownTriggers } from "./own-triggers";
import { passwordPolicy } from "./password-policy";
import { plainPages } from "./plain-pages";
import { privateRepository } from "./private-repository";
import { providerEndpoints } from "./provider-endpoints";
import { providerSecretKept } from "./provider-secret-kept";
import { recordsLeadHome } from "./records-lead-home";
import { recoveryByEmail } from "./recovery-by-email";
import { refreshOutlivesSession } from "./refresh-outlives-session";
import { requestHygiene } from "./request-hygiene";
import { requestsMovedByAws } from "./requests-moved-by-aws";
import { requiredTags } from "./required-tags";
import { responseHeaders } from "./response-headers";
import { roleTrust } from "./role-trust";
import { rolesApart } from "./roles-apart";
import { scaledToZeroReturns } from "./scaled-to-zero-returns";
import { schedulesShowPages } from "./schedules-show-pages";
import { scriptsGet401 } from "./scripts-get-401";
import { secondFactorOffered } from "./second-factor-offered";
import { secretsMatch } from "./secrets-match";
import { serverOfItsApp } from "./server-of-its-app";
import { serverTrustsOwnStack } from "./server-trusts-own-stack";
import { serverVariables } from "./server-variables";
import { serviceGrants } from "./service-grants";
import { serviceSecurityGroup } from "./service-security-group";
import { sessionBounded } from "./session-bounded";
import { shortTokens } from "./short-tokens";
import { signInWithOwnPool } from "./sign-in-with-own-pool";
import { signUpClosed } from "./sign-up-closed";
import { stickySessions } from "./sticky-sessions";
import { strangersKeptOut } from "./strangers-kept-out";
import { tasksBehindLoadBalancer } from "./tasks-behind-load-balancer";
import { tlsPolicy } from "./tls-policy";
import { unauthenticatedRefused } from "./unauthenticated-refused";
import { usersHidden } from "./users-hidden";
import { verifiedByProvider } from "./verified-by-provider";

/** Every rule of the pack, by id. */
export const rules: readonly Rule[] = [
    accessLogBucket,
    accountsWithoutPasswords,
    addressesVouchedFor,
    alarmsTell,
    allowedAddresses,
    appsApart,
    authenticateBeforeForward,
    blueGreenShiftsAll,
    callbackAtOwnHost,
    clientSecret,
    codeFlowOnly,
    containerHardened,
    cookieConditions,
    defaultActionDenies,
    deletable,
    deploymentIsSafe,
    firewallAttached,
    firewallRefuses,
    groupsOfPool,
    healthCheck,
    hostInEveryRule,
    httpOnlyRedirects,
    idleTimeout,
    imageByDigest,
    imageScan,
    imagesExpire,
    invitationLinksHome,
    knownInputs,
    knownTypes,
    leastScopes,
    loadBalancerEgress,
    loadBalancerPorts,
    logRetention,
    loginDomain,
    loginPageStyle,
    loginPrefix,
    logsToOwnGroup,
    namesFit,
    noEscalation,
    noIgnoredChanges,
    noInlineSecurityRules,
    noManagedPolicies,
    noNatGateway,
    noPublicBucket,
    noSecretInEnvironment,
    noShadowedRule,
    noWildcardAction,
    noWildcardResource,
    oneSession,
    openPagesAreExact,
    ownAttributesOnly,
    ownImage,
    ownTargetGroups,
    ownTriggers,
    passwordPolicy,
    plainPages,
    privateRepository,
    providerEndpoints,
    providerSecretKept,
    recordsLeadHome,
    recoveryByEmail,
    refreshOutlivesSession,
    requestHygiene,
    requestsMovedByAws,
    requiredTags,
    responseHeaders,
    roleTrust,
    rolesApart,
    scaledToZeroReturns,
    schedulesShowPages,
    scriptsGet401,
    secondFactorOffered,
    secretsMatch,
    serverOfItsApp,
    serverTrustsOwnStack,
    serverVariables,
    serviceGrants,
    serviceSecurityGroup,
    sessionBounded,
    shortTokens,
    signInWithOwnPool,
    signUpClosed,
    stickySessions,
    strangersKeptOut,
    tasksBehindLoadBalancer,
    tlsPolicy,
    unauthenticatedRefused,
    usersHidden,
    verifiedByProvider,
];
