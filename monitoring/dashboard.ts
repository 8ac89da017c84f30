import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AppMetrics } from "./app-metrics";

/** What the dashboard shows, and where it is. */
export interface DashboardArgs {
    /** Its name, unique in account and region: it has no automatic one. */
    readonly dashboardName: pulumi.Input<string>;
    /** AWS region of the stack. */
    readonly region: string;
    /** End of the load balancer's ARN, from `app/` on. */
    readonly loadBalancer: pulumi.Input<string>;
    /** Every app behind it. */
    readonly apps: readonly AppMetrics[];
    /** The accounts. */
    readonly userPoolId: pulumi.Input<string>;
}

/** A metric of a widget: namespace, name, dimensions as names and values, and how it is shown. Source: "Dashboard body structure and syntax". */
type Metric = readonly (pulumi.Input<string> | { readonly stat: string })[];

/** Cells that a widget is wide and high; a dashboard is 24 wide. */
const [width, height] = [8, 6];

/** How many ask, sign in and wait, and how busy the tasks are, for each app. */
export class Dashboard extends pulumi.ComponentResource {
    readonly dashboard: aws.cloudwatch.Dashboard;

    constructor(name: string, args: DashboardArgs, options?: pulumi.ComponentResourceOptions) {
        super("streamlit-cognito:dashboard:Dashboard", name, {}, options);
        const { dashboardName, region } = args;
        const widgets = args.apps.flatMap((app, row) => rowOf(app, args).map((widget, column) => place(widget, row, column, region)));
        this.dashboard = new aws.cloudwatch.Dashboard(
            `${name}-dashboard`,
            { dashboardName, dashboardBody: pulumi.jsonStringify({ widgets }) },
            { parent: this },
        );
        this.registerOutputs({ arn: this.dashboard.dashboardArn });
    }
}

interface Widget {
    readonly title: string;
    readonly metrics: readonly Metric[];
}

function rowOf(app: DashboardArgs["apps"][number], { loadBalancer, userPoolId }: DashboardArgs): Widget[] {
    const { name, targetGroups, serviceName, clusterName, userPoolClientId } = app;
    const target = (metric: string, stat: string): Metric[] =>
        targetGroups.map((targetGroup) => [
            ...["AWS/ApplicationELB", metric, "LoadBalancer", loadBalancer, "TargetGroup", targetGroup],
            { stat },
        ]);
    const service = (metric: string): Metric => [
        "AWS/ECS",
        metric,
        "ClusterName",
        clusterName,
        "ServiceName",
        serviceName,
        { stat: "Average" },
    ];
    const login = (metric: string): Metric => [
        "AWS/Cognito",
        metric,
        "UserPool",
        userPoolId,
        "UserPoolClient",
        userPoolClientId,
        { stat: "Sum" },
    ];
    return [
        { title: `${name}: requests`, metrics: [...target("RequestCount", "Sum"), ...target("HTTPCode_Target_5XX_Count", "Sum")] },
        { title: `${name}: seconds to answer`, metrics: [...target("TargetResponseTime", "p50"), ...target("TargetResponseTime", "p95")] },
        { title: `${name}: tasks`, metrics: [...target("HealthyHostCount", "Minimum"), ...target("UnHealthyHostCount", "Maximum")] },
        { title: `${name}: CPU and memory`, metrics: [service("CPUUtilization"), service("MemoryUtilization")] },
        { title: `${name}: sign-ins`, metrics: [login("SignInSuccesses"), login("TokenRefreshSuccesses")] },
    ];
}

function place({ title, metrics }: Widget, row: number, column: number, region: string): Readonly<Record<string, unknown>> {
    const [x, y] = [(column % 3) * width, (2 * row + Math.floor(column / 3)) * height];
    return { type: "metric", x, y, width, height, properties: { title, metrics, region, view: "timeSeries", period: 300 } };
}
