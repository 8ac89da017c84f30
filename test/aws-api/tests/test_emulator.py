"""In an emulated account, everything declared can be created, in the declared order, and deleted again."""

import json
from collections.abc import Callable, Iterator

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from aws_api.beforehand import bring_what_is_there
from aws_api.declared import Stack
from aws_api.emulator import NOT_EMULATED, Account, TooEarlyError
from aws_api.services.scheduler import scheduled_call
from aws_api.translate import translate


def account_for(stack: Stack) -> Iterator[Account]:
    """Yield an account that has what the stack looks up, and nothing of the stack."""
    with Account.emulated(stack.region) as account:
        bring_what_is_there(account, stack)
        yield account


@pytest.fixture
def account(default_stack: Stack) -> Iterator[Account]:
    yield from account_for(default_stack)


def push_image(account: Account) -> None:
    """Put an image into the one repository, as Docker does while a stack is deployed."""
    [repository] = account.identifiers("repositories")
    kind = "application/vnd.oci.image.manifest.v1+json"
    manifest = json.dumps({"schemaVersion": 2, "mediaType": kind, "layers": []})
    account.client("ecr").put_image(repositoryName=repository, imageManifest=manifest, imageTag="image")


def added(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, int]:
    """Count what is new of each kind."""
    new = {kind: len(set(after[kind]) - set(before[kind])) for kind in before}
    return {kind: count for kind, count in new.items() if count}


def test_nothing_is_left_of_a_stack(stack: Stack) -> None:
    for account in account_for(stack):
        before = account.everything()
        account.create(stack)
        account.delete(stack)
        assert account.everything() == before


def test_everything_declared_is_there(account: Account, default_stack: Stack) -> None:
    before = account.everything()
    account.create(default_stack)
    assert added(before, account.everything()) == {
        "certificates": 1,
        "clusters": 1,
        "internet gateways": 1,
        "listener rules": 3,
        "listeners": 2,
        "load balancers": 1,
        "log groups": 1,
        "records": 2,
        "repositories": 1,
        "role policies": 1,
        "roles": 2,
        # A VPC brings a table and a group of its own, with one rule.
        "route tables": 2 + 1,
        "security group rules": 6 + 1,
        "security groups": 2 + 1,
        "services": 1,
        "subnets": 2,
        "target groups": 1,
        "task definitions": 1,
        "user pool clients": 1,
        "user pool domains": 1,
        "user pools": 1,
        "VPCs": 1,
    }


def test_everything_that_protects_and_watches_is_there(stack_called: Callable[[str], Stack]) -> None:
    stack = stack_called("protected and watched")
    for account in account_for(stack):
        before = account.everything()
        account.create(stack)
        found = added(before, account.everything())
        expected = {
            # The load balancer's, and five of each of the two apps, and that its tasks run.
            "alarms": 1 + 2 * 6,
            "budgets": 1,
            "buckets": 1,
            "dashboards": 1,
            "firewall logs": 1,
            "IP sets": 2,
            "log groups": 3,
            "log resource policies": 1,
            "subscriptions": 1,
            "topics": 1,
            "web ACLs": 1,
        }
        assert {kind: found.get(kind) for kind in expected} == expected


def test_a_certificate_of_another_region_is_seen(stack_called: Callable[[str], Stack]) -> None:
    """Both: the listener's, and the login page's in the region of CloudFront."""
    stack = stack_called("another region, long names")
    for account in account_for(stack):
        account.create(stack)
        certificates = account.identifiers("certificates")
        assert sorted(arn.split(":")[3] for arn in certificates) == ["ap-northeast-1", "us-east-1"]


def test_the_emulator_still_lacks_what_is_left_out(account: Account, stack_called: Callable[[str], Stack]) -> None:
    stacks = [stack_called("people")]
    requests = [request for stack in stacks for _, life in translate(stack) for request in life.create]
    left_out = {request.operation: request for request in requests if request.operation in NOT_EMULATED}
    assert left_out.keys() == NOT_EMULATED
    for operation, request in left_out.items():
        with pytest.raises(NotImplementedError):
            getattr(account.client(request.service), xform_name(operation))(**request.parameters)


def test_schedules_move_the_page_of_a_closed_app_to_the_front_and_back(scheduled_stack: Stack) -> None:
    """The emulator takes the very call that the schedule makes."""

    def priority(account: Account) -> str:
        listeners = account.identifiers("listeners")
        client = account.client("elbv2")
        rules = [rule for arn in listeners for rule in client.describe_rules(ListenerArn=arn)["Rules"]]
        [found] = [rule["Priority"] for rule in rules if "is closed now" in str(rule["Actions"])]
        return found

    for account in account_for(scheduled_stack):
        account.create(scheduled_stack)
        assert priority(account) == "250"
        for name, moved in (("streamlit-close", "150"), ("streamlit-open", "250")):
            [schedule] = [resource for resource in scheduled_stack.resources if resource.name == name]
            account.send(scheduled_call(schedule))
            assert priority(account) == moved


def test_images_in_the_repository_do_not_keep_it(account: Account, default_stack: Stack) -> None:
    account.create(default_stack)
    push_image(account)
    account.delete(default_stack)
    assert account.identifiers("repositories") == []


def test_images_keep_a_repository_that_may_not_lose_them(account: Account, default_stack: Stack) -> None:
    stack = default_stack.changed("aws:ecr/repository:Repository", "streamlit-app", "forceDelete", value=False)
    account.create(stack)
    push_image(account)
    with pytest.raises(ClientError, match="RepositoryNotEmptyException"):
        account.delete(stack)


def test_the_opposite_order_is_refused(account: Account, default_stack: Stack) -> None:
    with pytest.raises(TooEarlyError, match="which is not there yet"):
        account.create(Stack(default_stack.region, default_stack.resources[::-1]))


def test_what_is_in_use_cannot_be_deleted_first(account: Account, default_stack: Stack) -> None:
    account.create(default_stack)
    with pytest.raises(ClientError, match=r"DependencyViolation|ResourceInUse|DeleteConflict|in use"):
        account.delete(Stack(default_stack.region, default_stack.resources[::-1]))


def test_what_is_not_deleted_is_noticed(account: Account, default_stack: Stack) -> None:
    forgotten = {
        "aws:cloudwatch/logGroup:LogGroup": "log groups",
        "aws:cognito/userPool:UserPool": "user pools",
        "aws:ecs/cluster:Cluster": "clusters",
        "aws:lb/targetGroup:TargetGroup": "target groups",
        "aws:route53/record:Record": "records",
    }
    before = account.everything()
    account.create(default_stack)
    others = tuple(resource for resource in default_stack.resources if resource.type not in forgotten)
    account.delete(Stack(default_stack.region, others))
    assert added(before, account.everything()) == {**dict.fromkeys(forgotten.values(), 1), "records": 2}


def test_the_tls_policies_exist(account: Account, default_stack: Stack) -> None:
    """Neither the models nor CloudFormation know the policies; the emulator has AWS's list."""
    known = {policy["Name"] for policy in account.client("elbv2").describe_ssl_policies()["SslPolicies"]}
    requests = [request for _, life in translate(default_stack) for request in life.create]
    declared = {request.parameters["SslPolicy"] for request in requests if "SslPolicy" in request.parameters}
    assert len(known) > 10
    assert declared
    assert declared <= known
