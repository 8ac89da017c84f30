import * as pulumi from "@pulumi/pulumi";
import { App, type SharedArgs } from "./app";
import { prioritiesOf } from "./app/priorities";
import { mainSessionCookieName } from "./app/rules";
import type { Settings } from "./config";
import { Host } from "./load-balancer/host";
import type { FurtherApp as FurtherAppSettings } from "./settings/apps";

/** An app beside the main one. */
export interface FurtherAppArgs {
    /** What it shares with the others. */
    readonly shared: SharedArgs;
    /** The stack's settings, which hold where the app has none of its own. */
    readonly settings: Settings;
    /** The app's own. */
    readonly app: FurtherAppSettings;
}

/**
 * An app beside the main one, with a host, a login, a session and tasks of its own. All that it is follows from its name and settings, so that it comes
 * and goes without the others.
 */
export class FurtherApp extends pulumi.ComponentResource {
    readonly app: App;

    /** @param name the app's own, which the names of all its resources begin with */
    constructor(name: string, { app, settings, shared }: FurtherAppArgs, options?: pulumi.ComponentResourceOptions) {
        super("streamlit-cognito:app:FurtherApp", name, {}, options);
        const priorities = prioritiesOf(name);
        new Host(
            name,
            {
                domain: app.host,
                hostedZone: app.hostedZone ?? settings.hostedZone,
                issuesCertificate: app.certificateArn === undefined,
                loadBalancer: shared.loadBalancer,
                priority: priorities.page,
                tags: shared.tags,
            },
            { parent: this },
        );
        this.app = new App(
            name,
            {
                shared,
                settings: settingsOf(settings, app),
                identity: {
                    family: pulumi.interpolate`${shared.cluster.cluster.name}-${name}`,
                    priorities,
                    // The load balancer gives a cookie to one host only; a name of its own tells it apart wherever it is seen.
                    sessionCookieName: `${mainSessionCookieName}-${name}`,
                    groups: app.groups,
                },
            },
            { parent: this },
        );
        this.registerOutputs({ url: this.app.url });
    }
}

/**
 * The stack's settings with the app's own over them. What the main app is given for itself is not handed on: its pages' groups, variables, secrets and
 * permissions.
 */
function settingsOf(settings: Settings, { cpu, desiredCount, folder, host, memory }: FurtherAppSettings): Settings {
    return {
        ...settings,
        domain: host,
        app: folder,
        groups: {},
        environment: {},
        secrets: {},
        taskPolicy: [],
        cpu: cpu ?? settings.cpu,
        memory: memory ?? settings.memory,
        desiredCount: desiredCount ?? settings.desiredCount,
    };
}
