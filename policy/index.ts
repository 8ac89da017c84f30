// The policy pack's entry point: `pulumi preview --policy-pack policy` starts it. `npm run policy` is main.ts.
import { PolicyPack } from "@pulumi/policy";
import { enginePolicy } from "./engine-policy";
import { rules } from "./rules";

new PolicyPack("streamlit-cognito", { enforcementLevel: "mandatory", policies: rules.map(enginePolicy) });
