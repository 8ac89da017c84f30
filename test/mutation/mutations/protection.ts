import { types } from "../../../policy/view/types";
import { add, edit, option, under, type Mutation } from "../mutation";

const office = [types.ingressRule, "streamlit-load-balancer-in-443-203.0.113.0-24"] as const;
const balancer = [types.loadBalancer, "streamlit"] as const;
const pool = [types.userPool, "streamlit-users"] as const;

/** Who may reach the load balancer, and what may be deleted, where it is asked for. */
export const protectionMutations: readonly Mutation[] = [
    ...under({ allowedCidrs: '["203.0.113.0/24"]' }, [
        edit(
            "opened the load balancer to everyone instead of the office",
            "allowed-addresses",
            office,
            ["cidrIpv4"],
            "203.0.113.0/24",
            "0.0.0.0/0",
        ),
        add(
            "opened the load balancer to everyone beside the office",
            "allowed-addresses",
            [types.ingressRule, "streamlit-load-balancer-in-443"],
            office,
            (stack) => ({ ...stack.one(...office).inputs, cidrIpv4: "0.0.0.0/0" }),
        ),
    ]),
    ...under({ deletionProtection: "true" }, [
        option("let destroy begin with a load balancer that AWS keeps", "deletable", balancer, { protect: false }),
        option("let destroy begin with a user pool that AWS keeps", "deletable", pool, { protect: false }),
        edit("let the console delete the user pool", "deletable", pool, ["deletionProtection"], "ACTIVE", "INACTIVE"),
    ]),
];
