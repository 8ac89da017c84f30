import { redeploy, updatedClient, updatedRules, type Change } from "./change";

/** The tasks, what runs in them, and where. */
export const taskChanges: readonly Change[] = [
    {
        settings: { groups: '{"analysts":["pages/reports.py"]}' },
        operations: [...redeploy, "create aws:cognito/userGroup:UserGroup streamlit-analysts"],
    },
    { settings: { desiredCount: "3" }, operations: ["update aws:ecs/service:Service streamlit"] },
    { settings: { logRetentionDays: "60" }, operations: ["update aws:cloudwatch/logGroup:LogGroup streamlit-logs"] },
    { settings: { memory: "1024" }, operations: redeploy },
    { settings: { cpu: "512" }, operations: redeploy },
    {
        settings: { sessionTimeout: "3600" },
        operations: [
            ...redeploy,
            ...updatedRules("machine", "page"),
            updatedClient,
            "update aws:lb/targetGroup:TargetGroup streamlit-tasks",
        ],
    },
    { settings: { exec: "true" }, operations: [...redeploy, "create aws:iam/rolePolicy:RolePolicy streamlit-task-exec"] },
    { settings: { app: "./other-app" }, operations: [...redeploy, "update docker:index/image:Image streamlit-app-image"] },
    {
        settings: { architecture: "arm64" },
        operations: [
            ...redeploy,
            "update docker:index/image:Image streamlit-app-image",
            "update docker:index/image:Image streamlit-app-server",
        ],
    },
    {
        settings: { availabilityZones: "3" },
        operations: [
            "create aws:ec2/route:Route streamlit-vpc-public-3",
            "create aws:ec2/routeTable:RouteTable streamlit-vpc-public-3",
            "create aws:ec2/routeTableAssociation:RouteTableAssociation streamlit-vpc-public-3",
            "create aws:ec2/subnet:Subnet streamlit-vpc-public-3",
            "update aws:ecs/service:Service streamlit",
            "update aws:lb/loadBalancer:LoadBalancer streamlit",
        ],
    },
];
