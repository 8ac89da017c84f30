import { types } from "../../../declared/types";
import { add, edit, end, idOf, option, whatever, type Mutation } from "../mutation";

const taskIn = [types.ingressRule, "streamlit-task-in-load-balancer"] as const;
const port443 = [types.ingressRule, "streamlit-load-balancer-in-443"] as const;
const toTask = [types.egressRule, "streamlit-load-balancer-out-task"] as const;
const toUserPool = [types.egressRule, "streamlit-load-balancer-out-user-pool"] as const;
const taskGroup = [types.securityGroup, "streamlit-task"] as const;
const balancerGroup = [types.securityGroup, "streamlit-load-balancer"] as const;
const vpc = [types.awsxVpc, "streamlit-vpc"] as const;
const service = [types.awsxFargateService, "streamlit"] as const;

const anyone = "0.0.0.0/0";

const alias = [types.record, "streamlit-alias"] as const;
const proof = [types.record, "streamlit-certificate-validation"] as const;

/** Who may talk to whom, what leads there, and what the network costs. */
export const networkMutations: readonly Mutation[] = [
    edit(
        "led the app's name elsewhere",
        "records-lead-home",
        alias,
        ["aliases", 0, "name"],
        whatever,
        "evil-1.us-east-1.elb.amazonaws.com",
    ),
    edit("proved the app's name for another account", "records-lead-home", proof, ["records"], whatever, ["_evil.acm-validations.aws."]),
    add("added a name that leads elsewhere", "records-lead-home", [types.record, "streamlit-other"], proof, () => ({
        zoneId: "Z1",
        name: "login-streamlit.example.com",
        type: "A",
        ttl: 60,
        records: ["192.0.2.1"],
    })),
    edit("opened the tasks to everyone as well", "tasks-behind-load-balancer", taskIn, ["cidrIpv4"], undefined, anyone),
    edit(
        "opened the tasks to each other instead of the load balancer",
        "tasks-behind-load-balancer",
        taskIn,
        ["referencedSecurityGroupId"],
        whatever,
        idOf(taskGroup),
    ),
    edit("opened every port of the tasks", "tasks-behind-load-balancer", taskIn, ["ipProtocol"], "tcp", "-1"),
    edit("opened a range of ports of the tasks", "tasks-behind-load-balancer", taskIn, ["fromPort"], 8501, 1),
    add(
        "opened a door of its own to the tasks",
        "tasks-behind-load-balancer",
        [types.ingressRule, "streamlit-task-in-debug"],
        taskIn,
        (stack) => ({
            securityGroupId: stack.one(...taskGroup).id,
            cidrIpv4: anyone,
            ipProtocol: "tcp",
            fromPort: 8501,
            toPort: 8501,
        }),
    ),
    add(
        "opened SSH of the tasks to the load balancer",
        "tasks-behind-load-balancer",
        [types.ingressRule, "streamlit-task-in-ssh"],
        taskIn,
        (stack) => ({
            securityGroupId: stack.one(...taskGroup).id,
            referencedSecurityGroupId: stack.one(...balancerGroup).id,
            ipProtocol: "tcp",
            fromPort: 22,
            toPort: 22,
        }),
    ),
    add(
        "opened port 8080 of the load balancer",
        "load-balancer-ports",
        [types.ingressRule, "streamlit-load-balancer-in-8080"],
        taskIn,
        (stack) => ({
            securityGroupId: stack.one(...balancerGroup).id,
            cidrIpv4: anyone,
            ipProtocol: "tcp",
            fromPort: 8080,
            toPort: 8080,
        }),
    ),
    edit("opened every port up to 443 of the load balancer", "load-balancer-ports", port443, ["fromPort"], 443, 0),
    edit("let the load balancer reach everything", "load-balancer-egress", toUserPool, ["ipProtocol"], "tcp", "-1"),
    edit("let the load balancer send mail", "load-balancer-egress", toUserPool, ["fromPort"], 443, 25),
    edit(
        "let the load balancer reach the app's port of anyone",
        "load-balancer-egress",
        toTask,
        ["referencedSecurityGroupId"],
        whatever,
        "sg-somebody-else",
    ),
    edit("put a rule inside a security group", "no-inline-security-rules", taskGroup, ["ingress"], undefined, [
        { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: [anyone] },
    ]),
    add(
        "added a security group rule of the old kind",
        "no-inline-security-rules",
        [types.securityGroupRule, "streamlit-old"],
        taskIn,
        (stack) => ({
            type: "ingress",
            securityGroupId: stack.one(...taskGroup).id,
            protocol: "-1",
            fromPort: 0,
            toPort: 0,
            cidrBlocks: [anyone],
        }),
    ),
    edit(
        "put the tasks into the load balancer's security group",
        "service-security-group",
        service,
        ["networkConfiguration", "securityGroups", 0],
        whatever,
        idOf(balancerGroup),
    ),
    edit(
        "left the tasks to the VPC's default security group",
        "service-security-group",
        service,
        ["networkConfiguration", "securityGroups"],
        whatever,
        [],
    ),
    edit(
        "put the tasks into a security group of somebody else, too",
        "service-security-group",
        service,
        ["networkConfiguration", "securityGroups", end],
        undefined,
        "sg-somebody-else",
    ),
    edit("bought a NAT gateway in each zone", "no-nat-gateway", vpc, ["natGateways", "strategy"], "None", "OnePerAz"),
    edit("left the NAT gateways to awsx", "no-nat-gateway", vpc, ["natGateways"], { strategy: "None" }, undefined),
    add("bought a NAT gateway by hand", "no-nat-gateway", [types.natGateway, "streamlit-nat"], taskGroup, () => ({
        subnetId: "subnet-1",
        connectivityType: "public",
    })),
    option("ignored changes of the tasks' security group", "no-ignored-changes", taskIn, { ignoreChanges: ["cidrIpv4"] }),
];
