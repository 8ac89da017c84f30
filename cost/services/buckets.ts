import { ofType } from "../../declared/resource";
import { types } from "../../declared/types";
import type { Service } from "../charge";
import { requests } from "../usage";

/** GB of access logs of a million requests, compressed as they are delivered. */
const gbPerMillion = 0.1;

/** Buckets, which hold access logs of as many requests as a month has, for three months; their delivery is free. Source: "Access logs for your Application Load Balancer". */
export const buckets: Service = {
    name: "S3",
    types: [types.bucket, types.bucketV2],
    charges(stack, usage) {
        const gb = (requests(usage) / 1_000_000) * gbPerMillion * 3;
        return ofType(stack, types.bucket, types.bucketV2).map(({ name }) => ({ item: name, price: "bucket-gb", quantity: gb }));
    },
};
