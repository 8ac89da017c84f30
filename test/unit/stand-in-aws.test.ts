import assert from "node:assert/strict";
import { StandInAws } from "../engine/support/stand-in-aws";

const network = { type: "aws:ec2/vpc:Vpc", name: "network" };
const subnet = { type: "aws:ec2/subnet:Subnet", name: "public" };
const cluster = { type: "aws:ecs/cluster:Cluster", name: "cluster" };

describe("the stand-in for AWS", () => {
    const aws = (): StandInAws => new StandInAws("us-east-1", "127.0.0.1:5000");

    it("makes a name up once, within its length, and keeps it", () => {
        const inputs = aws().check(cluster, {}, {});
        assert.match(String(inputs["name"]), /^cluster-[0-9a-f]{7}$/);
        assert.deepEqual(aws().check(cluster, inputs, {}), inputs);
        const balancer = { type: "aws:lb/loadBalancer:LoadBalancer", name: "a-load-balancer-of-a-long-name" };
        assert.throws(() => aws().check(balancer, {}, {}), /more than 32 characters/);
    });

    it("refuses a name that is taken", () => {
        const account = aws();
        account.create(cluster, { name: "mine" });
        assert.throws(() => account.create(cluster, { name: "mine" }), /AlreadyExists: .* named mine/);
    });

    it("replaces what cannot be updated, before the new one comes if both have a chosen name", () => {
        const { changed, replacing } = aws().diff(subnet, { vpcId: "a", tags: 1 }, { vpcId: "b", tags: 2 });
        assert.deepEqual([changed, replacing], [["vpcId", "tags"], ["vpcId"]]);
        assert.equal(aws().diff(cluster, { name: "mine" }, { name: "mine", tags: 1 }).deleteBeforeReplace, true);
    });

    it("deletes nothing that something else refers to", () => {
        const account = aws();
        const { id: vpcId } = account.create(network, {});
        const { id } = account.create(subnet, { vpcId });
        assert.throws(() => account.delete(network, vpcId), /DependencyViolation/);
        account.delete(subnet, id);
        account.delete(network, vpcId);
        assert.deepEqual(account.existing, []);
    });

    it("fails once when told to, and refuses a type that it does not know", () => {
        const account = aws();
        account.failNext(network.type);
        assert.throws(() => account.create(network, {}), /InternalFailure/);
        account.create(network, {});
        assert.throws(() => account.create({ type: "aws:sqs/queue:Queue", name: "q" }, {}), /does not know aws:sqs/);
    });
});
