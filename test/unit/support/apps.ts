import type { DeclaredStack } from "../../../local/declared";
import { declare } from "./declare";

const groups = '{"analysts":[],"admins":["app.py"]}';

/** A further app in the stack's zone, for two groups. */
export const reports = { host: "reports.example.com", folder: "./samples/explorer", groups: ["analysts", "admins"] };
/** A further app in a zone of its own, for everyone. */
export const other = { host: "other.example.org", folder: "./test/unit/fixtures/plain-app", hostedZone: "example.org" };

/** The stack with further apps, and groups that they may name. */
export function withApps(apps: object, config: Record<string, string> = {}): Promise<DeclaredStack> {
    const base = { groups, app: "./test/unit/fixtures/paged-app", ...config };
    return declare({ config: Object.keys(apps).length === 0 ? base : { ...base, apps: JSON.stringify(apps) } });
}
