import type { AppsSettings } from "../settings/apps";

/** The settings that a host name of the stack comes from. Keys with a dot are paths to a part of a setting. */
export interface HostSettings {
    readonly host: string;
    /** Setting that says the host name. */
    readonly setting: string;
    /** Setting that says which hosted zone gets its records: the stack's own, where an app names none. */
    readonly zoneSetting: string;
    /** Setting that may name a certificate for it. */
    readonly certificateSetting: string;
    /** The certificate that it names. */
    readonly certificateArn: string | undefined;
}

/**
 * Only advice needs these: what is declared tells a host name, its zone and its certificate, and not which settings to change for others.
 *
 * @param config full key to text, as the program takes it
 */
export function hostSettings(project: string, config: Readonly<Record<string, string>>): HostSettings[] {
    // A key that is declared with an empty text is not set.
    const text = (key: string): string | undefined => {
        const value = config[`${project}:${key}`]?.trim();
        return value === "" ? undefined : value;
    };
    const apps = JSON.parse(text("apps") ?? "{}") as AppsSettings["apps"];
    const ofStack = (setting: string, certificateSetting: string): HostSettings[] => {
        const host = text(setting);
        const certificateArn = text(certificateSetting);
        return host === undefined ? [] : [{ host, setting, zoneSetting: "hostedZone", certificateSetting, certificateArn }];
    };
    return [
        ...ofStack("domain", "certificateArn"),
        ...ofStack("loginDomain", "loginCertificateArn"),
        ...Object.entries(apps).map(([name, { host, hostedZone, certificateArn }]) => ({
            host,
            setting: `apps.${name}.host`,
            zoneSetting: hostedZone === undefined ? "hostedZone" : `apps.${name}.hostedZone`,
            certificateSetting: `apps.${name}.certificateArn`,
            certificateArn,
        })),
    ];
}
