import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import type { Service } from "../charge";

/** Images that are kept. Tasks of the same region load them for nothing. */
export const images: Service = {
    name: "ECR",
    types: [types.repository],
    charges(stack, { imagesGb }) {
        return ofType(stack, types.repository).map(({ name }) => ({ item: `images of ${name}`, price: "image-gb", quantity: imagesGb }));
    },
};
