"""Network, load balancer, its firewall, names and certificates."""

from .changes import Change, Counterpart, Properties, but, same


def _tagged(parameters: Properties) -> Properties:
    [specification] = parameters.pop("TagSpecifications")
    return {**parameters, "Tags": specification["Tags"]}


def _security_group(parameters: Properties) -> Properties:
    return but(Description="GroupDescription")(_tagged(parameters))


def _security_group_rule(peer: str) -> Change:
    """CloudFormation has one rule a resource, and no tags on it."""

    def change(parameters: Properties) -> Properties:
        [permission] = parameters["IpPermissions"]
        addresses = permission.pop("IpRanges", [])
        groups = [
            {peer: pair["GroupId"], "Description": pair["Description"]}
            for pair in permission.pop("UserIdGroupPairs", [])
        ]
        [other] = addresses + groups
        return {"GroupId": parameters["GroupId"], **permission, **other}

    return change


def _attribute(attribute: str, **renames: str | None) -> Change:
    """EC2 wraps a changed attribute: `{"Value": true}`."""

    def change(parameters: Properties) -> Properties:
        return {**but(**renames)(parameters), attribute: parameters[attribute]["Value"]}

    return change


def _record(parameters: Properties) -> Properties:
    [change] = parameters["ChangeBatch"]["Changes"]
    record = change["ResourceRecordSet"]
    if "ResourceRecords" in record:
        values = [value["Value"] for value in record["ResourceRecords"]]
        record = {**record, "TTL": str(record["TTL"]), "ResourceRecords": values}
    return {"HostedZoneId": parameters["HostedZoneId"], **record}


def _web_acl(parameters: Properties) -> Properties:
    """CloudFormation writes the ARN of an IP set in another way."""
    rules = []
    for rule in parameters["Rules"]:
        statement = dict(rule["Statement"])
        if "IPSetReferenceStatement" in statement:
            statement["IPSetReferenceStatement"] = but(ARN="Arn")(statement["IPSetReferenceStatement"])
        rules.append({**rule, "Statement": statement})
    return {**parameters, "Rules": rules}


def _logging(parameters: Properties) -> Properties:
    return parameters["LoggingConfiguration"]


_elb = "AWS::ElasticLoadBalancingV2"
_waf = "AWS::WAFv2"

NETWORK: dict[str, Counterpart] = {
    "AddListenerCertificates": (f"{_elb}::ListenerCertificate", same),
    "AssociateRouteTable": ("AWS::EC2::SubnetRouteTableAssociation", same),
    "AssociateWebACL": (f"{_waf}::WebACLAssociation", same),
    "AttachInternetGateway": ("AWS::EC2::VPCGatewayAttachment", same),
    "AuthorizeSecurityGroupEgress": (
        "AWS::EC2::SecurityGroupEgress",
        _security_group_rule("DestinationSecurityGroupId"),
    ),
    "AuthorizeSecurityGroupIngress": ("AWS::EC2::SecurityGroupIngress", _security_group_rule("SourceSecurityGroupId")),
    "ChangeResourceRecordSets": ("AWS::Route53::RecordSet", _record),
    "CreateIPSet": (f"{_waf}::IPSet", same),
    "CreateInternetGateway": ("AWS::EC2::InternetGateway", _tagged),
    "CreateListener": (f"{_elb}::Listener", same),
    "CreateLoadBalancer": (f"{_elb}::LoadBalancer", same),
    "CreateRoute": ("AWS::EC2::Route", same),
    "CreateRouteTable": ("AWS::EC2::RouteTable", _tagged),
    "CreateRule": (f"{_elb}::ListenerRule", same),
    "CreateSecurityGroup": ("AWS::EC2::SecurityGroup", _security_group),
    "CreateSubnet": ("AWS::EC2::Subnet", _tagged),
    "CreateTargetGroup": (f"{_elb}::TargetGroup", same),
    "CreateVpc": ("AWS::EC2::VPC", _tagged),
    "CreateWebACL": (f"{_waf}::WebACL", _web_acl),
    "ModifyListenerAttributes": (f"{_elb}::Listener", but(ListenerArn=None, Attributes="ListenerAttributes")),
    "ModifyLoadBalancerAttributes": (
        f"{_elb}::LoadBalancer",
        but(LoadBalancerArn=None, Attributes="LoadBalancerAttributes"),
    ),
    "ModifySubnetAttribute": ("AWS::EC2::Subnet", _attribute("MapPublicIpOnLaunch", SubnetId=None)),
    "ModifyTargetGroupAttributes": (
        f"{_elb}::TargetGroup",
        but(TargetGroupArn=None, Attributes="TargetGroupAttributes"),
    ),
    "ModifyVpcAttribute": ("AWS::EC2::VPC", _attribute("EnableDnsHostnames", VpcId=None)),
    "PutLoggingConfiguration": (f"{_waf}::LoggingConfiguration", _logging),
    "RequestCertificate": ("AWS::CertificateManager::Certificate", same),
}
