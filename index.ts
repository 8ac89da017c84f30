import * as pulumi from "@pulumi/pulumi";
import { App } from "./app";
import { Auth } from "./auth";
import { invitationOf } from "./auth/invitation";
import { Cluster } from "./cluster";
import { loadSettings } from "./config";
import { FurtherApp } from "./further-app";
import { LoadBalancer } from "./load-balancer";
import { AccessLogs } from "./load-balancer/access-logs";
import { Waf } from "./load-balancer/waf";
import { Alarms } from "./monitoring/alarms";
import { Dashboard } from "./monitoring/dashboard";
import { Network } from "./network";
import { People } from "./people";
import { containerPort } from "./service";
import { namedCertificates } from "./settings/apps";

// Before anything is registered, so that bad configuration deploys nothing.
const settings = loadSettings();

/** Logical names stay short whatever project and stack are called: with Pulumi's suffix, load balancers take 32 characters. */
const name = "streamlit";
const tags = { "pulumi:project": pulumi.getProject(), "pulumi:stack": pulumi.getStack() };

const network = new Network(name, {
    availabilityZones: settings.availabilityZones,
    allowedCidrs: settings.allowedCidrs,
    containerPort,
    tags,
});

const accessLogs = settings.accessLogs ? new AccessLogs(name, { days: settings.accessLogDays, region: settings.region, tags }) : undefined;

const loadBalancer = new LoadBalancer(name, {
    domain: settings.domain,
    hostedZone: settings.hostedZone,
    certificateArn: settings.certificateArn,
    furtherCertificateArns: namedCertificates(settings),
    subnetIds: network.publicSubnetIds,
    securityGroupId: network.loadBalancerSecurityGroup.id,
    deletionProtection: settings.deletionProtection,
    accessLogsBucket: accessLogs?.bucketName,
    tags,
});

const auth = new Auth(name, {
    loginPrefix: settings.loginPrefix,
    region: settings.region,
    groups: Object.keys(settings.groups),
    mfa: settings.mfa,
    smsMfa: settings.smsMfa,
    invitation: invitationOf(settings, `https://${settings.domain}`),
    singleSignOn: settings,
    loginPage: settings,
    loadBalancer,
    logRetentionDays: settings.logRetentionDays,
    deletionProtection: settings.deletionProtection,
    tags,
});

if (settings.users.length > 0) {
    new People(name, { userPoolId: auth.userPool.id, users: settings.users, groups: auth.groups });
}

const waf = settings.waf
    ? new Waf(name, {
          loadBalancerArn: loadBalancer.loadBalancer.arn,
          allowedIps: settings.wafAllowedIps,
          blockedIps: settings.wafBlockedIps,
          rateLimit: settings.wafRateLimit,
          logRetentionDays: settings.logRetentionDays,
          region: settings.region,
          tags,
      })
    : undefined;

const ecsCluster = new Cluster(name, { spot: settings.spot, tags });

const shared = { network, auth, loadBalancer, cluster: ecsCluster, tags };
const app = new App(name, { shared, settings });
const furtherApps = Object.entries(settings.apps).map(([appName, own]) => new FurtherApp(appName, { shared, settings, app: own }).app);

const watched = { loadBalancer: loadBalancer.loadBalancer.arnSuffix, apps: [app, ...furtherApps].map(({ metrics }) => metrics) };

const alarms =
    settings.alarmEmail === undefined
        ? undefined
        : new Alarms(name, { ...watched, email: settings.alarmEmail, monthlyBudget: settings.monthlyBudget, tags });

const dashboard = settings.dashboard
    ? new Dashboard(name, {
          ...watched,
          dashboardName: ecsCluster.cluster.name,
          region: settings.region,
          userPoolId: auth.userPool.id,
      })
    : undefined;

/** Where the app is. */
export const url = app.url;
/** Where its login page is; opened by the load balancer, with what it needs. */
export const loginUrl = auth.loginUrl;
/** Where all of it is. */
export const region = settings.region;
/** The accounts: for `aws cognito-idp`. */
export const userPoolId = auth.userPool.id;
/** The load balancer's client in the user pool. */
export const userPoolClientId = app.client.client.id;
/** Where the app's images are pushed. */
export const repositoryUrl = app.service.image.repository.repositoryUrl;
/** What the app writes: for `aws logs tail`. */
export const logGroup = app.service.logGroup.name;
/** Where the tasks run: for `aws ecs`. */
export const cluster = ecsCluster.cluster.name;
/** The app's service in it. */
export const service = app.outputs.service;
/** Makes an account: put a name and an address in. Cognito mails the temporary password. */
export const addUser = pulumi.interpolate`aws cognito-idp admin-create-user --region ${region} --user-pool-id ${userPoolId} --username NAME --user-attributes Name=email,Value=ADDRESS Name=email_verified,Value=true Name=nickname,Value=NAME`;

const cloudWatch = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;

/** Outputs of what may be off. */
const outputsOfOptions: Readonly<Record<string, unknown>> = {
    /** Where OpenID Connect providers must send people back to. */
    identityProviderRedirectUri: auth.identityProviders && pulumi.interpolate`${loginUrl}/oauth2/idpresponse`,
    /** Where the load balancer writes its access logs: for `aws s3 sync`. */
    accessLogsBucket: accessLogs?.bucketName,
    /** What the firewall refused: for `aws logs tail`. */
    wafLogGroup: waf?.logGroup.name,
    /** The apps beside the main one, by name: of each, what url, userPoolClientId, repositoryUrl, logGroup and service above are of the main one. */
    apps: furtherApps.length === 0 ? undefined : Object.fromEntries(furtherApps.map(({ name: appName, outputs }) => [appName, outputs])),
    /** Where the alarms are seen. */
    alarmsUrl: alarms && `${cloudWatch}#alarmsV2:`,
    /** Where the figures are seen. */
    dashboardUrl: dashboard && pulumi.interpolate`${cloudWatch}#dashboards/dashboard/${dashboard.dashboard.dashboardName}`,
    /** Where the app's log is searched. */
    logsUrl: dashboard && pulumi.interpolate`${cloudWatch}#logsV2:log-groups/log-group/${logGroup}`,
};

// By hand, because an output that is exported and undefined would be a warning at every deployment.
Object.assign(exports as object, Object.fromEntries(Object.entries(outputsOfOptions).filter(([, output]) => output !== undefined)));
