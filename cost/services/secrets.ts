import { ofType } from "../../policy/view/resource";
import { textAt } from "../../policy/view/values";
import { count, type Charge, type Service } from "../charge";

const [secret, parameter, key] = ["aws:secretsmanager/secret:Secret", "aws:ssm/parameter:Parameter", "aws:kms/key:Key"] as const;

/** What the stack itself declares of Secrets Manager, Parameter Store and KMS; what it only refers to is charged wherever it was made. */
export const secrets: Service = {
    name: "Secrets",
    types: [secret, parameter, key],
    charges(stack) {
        const advanced = ofType(stack, parameter).filter(({ props }) => textAt(props, "tier") === "Advanced").length;
        const line = (quantity: number, item: string, price: Charge["price"]): Charge[] =>
            quantity === 0 ? [] : [{ item, price, quantity }];
        const [declared, keys] = [ofType(stack, secret).length, ofType(stack, key).length];
        return [
            ...line(declared, count(declared, "secret"), "secret"),
            ...line(advanced, count(advanced, "advanced parameter"), "advanced-parameter"),
            ...line(keys, count(keys, "key"), "kms-key"),
        ];
    },
};
