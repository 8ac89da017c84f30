import { ofType, type Stack } from "../../declared/resource";
import { allContainers } from "../../declared/tasks";
import { listAt, textAt } from "../../declared/values";
import { count, type Charge, type Service } from "../charge";

const [secret, parameter, key] = ["aws:secretsmanager/secret:Secret", "aws:ssm/parameter:Parameter", "aws:kms/key:Key"] as const;

/** Secrets Manager's ARNs that containers take values from, each once, whatever key of it. Parameters are free unless they are advanced. */
function readSecrets(stack: Stack): number {
    const from = allContainers(stack).flatMap((container) => listAt(container, "secrets").map((entry) => textAt(entry, "valueFrom") ?? ""));
    // `arn:aws:secretsmanager:region:account:secret:name`, and what may follow: key, stage, version.
    return new Set(from.filter((arn) => arn.split(":")[2] === "secretsmanager").map((arn) => arn.split(":").slice(0, 7).join(":"))).size;
}

/** What the stack declares of Secrets Manager, Parameter Store and KMS, and the secrets that its tasks read, wherever they were made. */
export const secrets: Service = {
    name: "Secrets",
    types: [secret, parameter, key],
    charges(stack) {
        const advanced = ofType(stack, parameter).filter(({ props }) => textAt(props, "tier") === "Advanced").length;
        const line = (quantity: number, item: string, price: Charge["price"]): Charge[] =>
            quantity === 0 ? [] : [{ item, price, quantity }];
        const read = readSecrets(stack);
        const [declared, keys] = [ofType(stack, secret).length, ofType(stack, key).length];
        return [
            ...line(declared, count(declared, "secret"), "secret"),
            ...line(read, `${count(read, "secret")} that tasks read`, "secret"),
            ...line(advanced, count(advanced, "advanced parameter"), "advanced-parameter"),
            ...line(keys, count(keys, "key"), "kms-key"),
        ];
    },
};
