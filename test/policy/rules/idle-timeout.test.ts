import { types } from "../../../declared/types";
import { idleTimeout } from "../../../policy/rules/idle-timeout";
import { resource, serviceOf } from "../support/resources";
import { describeRule } from "../support/rule";

const balancer = (timeout: number) => resource(types.loadBalancer, { idleTimeout: timeout });
const pinging = (value: string) => serviceOf({ environment: [{ name: "STREAMLIT_SERVER_WEBSOCKET_PING_INTERVAL", value }] });

describeRule(idleTimeout, {
    holds: {
        "for two of Streamlit's own pings": [balancer(60), serviceOf({})],
        "for two pings of a slower kind": [balancer(200), pinging("100")],
    },
    violated: {
        "by one ping": [[balancer(30), serviceOf({})], "idleTimeout is 30", "idleTimeout is 30 s, and a ping comes every 30 s"],
        "by a ping that is too slow": [[balancer(199), pinging("100")], "idleTimeout is 199 s, and a ping comes every 100 s"],
        "by more than AWS takes": [[balancer(4001), serviceOf({})], "idleTimeout is 4001"],
    },
});
