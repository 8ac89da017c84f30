import type { Change } from "./change";

/** Apps beside the main one. */
export const appChanges: readonly Change[] = [
    {
        settings: { apps: '{"reports":{"host":"reports.app.example.com","folder":"./main-app","groups":["analysts"]}}' },
        // Nothing of the main app, and nothing that all apps share, is touched.
        operations: [
            "create aws:acm/certificate:Certificate reports-certificate",
            "create aws:acm/certificateValidation:CertificateValidation reports-certificate-issued",
            "create aws:cloudwatch/logGroup:LogGroup reports-logs",
            "create aws:cognito/userPoolClient:UserPoolClient reports-load-balancer",
            "create aws:ecr/lifecyclePolicy:LifecyclePolicy reports-app-lifecycle",
            "create aws:ecr/repository:Repository reports-app",
            "create aws:ecs/service:Service reports",
            "create aws:ecs/taskDefinition:TaskDefinition reports",
            "create aws:iam/role:Role reports-execution",
            "create aws:iam/role:Role reports-task",
            "create aws:iam/rolePolicy:RolePolicy reports-execution",
            // ECS Exec is on, for every app.
            "create aws:iam/rolePolicy:RolePolicy reports-task-exec",
            "create aws:lb/listenerCertificate:ListenerCertificate reports-certificate",
            "create aws:lb/listenerRule:ListenerRule reports-http",
            "create aws:lb/listenerRule:ListenerRule reports-machine",
            "create aws:lb/listenerRule:ListenerRule reports-page",
            // People of another directory may sign in, too.
            "create aws:lb/listenerRule:ListenerRule reports-refused",
            "create aws:lb/listenerRule:ListenerRule reports-signed-out",
            "create aws:lb/targetGroup:TargetGroup reports-tasks",
            "create aws:route53/record:Record reports-alias",
            "create aws:route53/record:Record reports-certificate-validation",
            "create awsx:ecs:FargateService reports",
            "create awsx:ecs:FargateTaskDefinition reports",
            "create docker:index/image:Image reports-app-image",
            "create docker:index/image:Image reports-app-server",
            "create streamlit-cognito:app:App reports",
            "create streamlit-cognito:app:FurtherApp reports",
            "create streamlit-cognito:auth:Client reports",
            "create streamlit-cognito:image:Image reports-app",
            "create streamlit-cognito:load-balancer:Certificate reports-certificate",
            "create streamlit-cognito:load-balancer:Host reports",
            "create streamlit-cognito:service:Roles reports",
            "create streamlit-cognito:service:Service reports",
        ],
    },
];
