"""The network that `awsx.ec2.Vpc` makes.

A remote component: its children are registered by its own provider, so that an evaluation sees its inputs only. What it
makes of those that this program uses is known from its source (pulumi/pulumi-awsx, `awsx/ec2/vpc.ts` and
`subnetDistributorNew.ts`), and everything else is refused.
"""

from ipaddress import ip_network
from itertools import islice
from typing import Any

from ..declared import Resource
from ..properties import Properties, UnknownPropertyError
from ..requests import Life, Request
from .ec2 import tag_specifications

KNOWN = {
    "subnetSpecs": [{"type": "Public", "name": "public"}],
    "subnetStrategy": "Auto",
    "natGateways": {"strategy": "None"},
}


def vpc(resource: Resource) -> Life:
    """Translate `awsx.ec2.Vpc` of public subnets, one a zone, without NAT gateways."""
    properties = Properties(resource)
    for name, known in KNOWN.items():
        if properties.take(name) != known:
            raise UnknownPropertyError(f"{resource.label}: the translation knows {name} as {known} only.")
    zones, mask = properties.take("numberOfAvailabilityZones"), properties.take("availabilityZoneCidrMask")
    hostnames, tags = properties.take("enableDnsHostnames"), properties.take("tags")
    gateway = f"igw-{resource.digits('gateway', 17)}"
    network = _Network(resource, resource.state["vpcId"], gateway, tags)
    lives = [network.zones(zones), network.vpc(properties.parameters("ec2", "CreateVpc"), hostnames), network.gateway()]
    blocks = ip_network(resource.inputs["cidrBlock"]).subnets(new_prefix=mask)
    for index, block in enumerate(islice(blocks, zones)):
        lives += [network.subnet(index, str(block)), network.route_table(index)]
    create = tuple(request for life in lives for request in life.create)
    # Each life's own deletions are in order already.
    return Life(create, tuple(request for life in reversed(lives) for request in life.delete))


class _Network:
    def __init__(self, resource: Resource, vpc_id: str, gateway_id: str, tags: dict[str, str]) -> None:
        self._resource = resource
        self._vpc = {"VpcId": vpc_id}
        self._gateway = {"InternetGatewayId": gateway_id}
        self._tags = tags

    def _tagged(self, kind: str, name: str, **more: str) -> dict[str, Any]:
        tags = {"Name": name, **self._tags, **more}
        pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
        return {"TagSpecifications": tag_specifications(kind, pairs)}

    def zones(self, count: int) -> Life:
        """Ask for the region's zones, of which the first ones are taken."""
        answers = {self._zone(index): f"AvailabilityZones[{index}].ZoneName" for index in range(count)}
        return Life((Request("ec2", "DescribeAvailabilityZones", {}, answers),))

    def _zone(self, index: int) -> str:
        return f"{self._resource.region}{'abcdef'[index]}"

    def vpc(self, parameters: dict[str, Any], hostnames: bool) -> Life:
        name = self._resource.name
        created = {**parameters, **self._tagged("vpc", name)}
        modified = {**self._vpc, "EnableDnsHostnames": {"Value": hostnames}}
        return Life(
            (
                Request("ec2", "CreateVpc", created, {self._vpc["VpcId"]: "Vpc.VpcId"}, name),
                Request("ec2", "ModifyVpcAttribute", modified, subject=name),
            ),
            (Request("ec2", "DeleteVpc", self._vpc, subject=name),),
        )

    def gateway(self) -> Life:
        name = f"{self._resource.name}-gateway"
        answers = {self._gateway["InternetGatewayId"]: "InternetGateway.InternetGatewayId"}
        attached = {**self._gateway, **self._vpc}
        created = self._tagged("internet-gateway", self._resource.name)
        return Life(
            (
                Request("ec2", "CreateInternetGateway", created, answers, name),
                Request("ec2", "AttachInternetGateway", attached, subject=name),
            ),
            (
                Request("ec2", "DetachInternetGateway", attached, subject=name),
                Request("ec2", "DeleteInternetGateway", self._gateway, subject=name),
            ),
        )

    def subnet(self, index: int, block: str) -> Life:
        """Make a public subnet: what starts in it gets a public address."""
        name = f"{self._resource.name}-public-{index + 1}"
        subnet = {"SubnetId": self._resource.state["publicSubnetIds"][index]}
        tagged = self._tagged("subnet", name, SubnetType="Public")
        created = {**self._vpc, "CidrBlock": block, "AvailabilityZone": self._zone(index), **tagged}
        modified = {**subnet, "MapPublicIpOnLaunch": {"Value": True}}
        return Life(
            (
                Request("ec2", "CreateSubnet", created, {subnet["SubnetId"]: "Subnet.SubnetId"}, name),
                Request("ec2", "ModifySubnetAttribute", modified, subject=name),
            ),
            (Request("ec2", "DeleteSubnet", subnet, subject=name),),
        )

    def route_table(self, index: int) -> Life:
        """Give each subnet a table of its own, with the way to the internet."""
        name = f"{self._resource.name}-public-{index + 1}"
        table = {"RouteTableId": f"rtb-{self._resource.digits(name, 17)}"}
        association = f"rtbassoc-{self._resource.digits(name, 17)}"
        destination = {**table, "DestinationCidrBlock": "0.0.0.0/0"}
        associated = {**table, "SubnetId": self._resource.state["publicSubnetIds"][index]}
        tagged = self._tagged("route-table", name, SubnetType="Public")
        return Life(
            (
                Request(
                    "ec2",
                    "CreateRouteTable",
                    {**self._vpc, **tagged},
                    {table["RouteTableId"]: "RouteTable.RouteTableId"},
                    f"{name}-table",
                ),
                Request(
                    "ec2",
                    "CreateRoute",
                    {**destination, "GatewayId": self._gateway["InternetGatewayId"]},
                    subject=f"{name}-route",
                ),
                Request(
                    "ec2", "AssociateRouteTable", associated, {association: "AssociationId"}, f"{name}-association"
                ),
            ),
            (
                Request("ec2", "DisassociateRouteTable", {"AssociationId": association}, subject=f"{name}-association"),
                Request("ec2", "DeleteRoute", destination, subject=f"{name}-route"),
                Request("ec2", "DeleteRouteTable", table, subject=f"{name}-table"),
            ),
        )
