"""AWS's models, its documented limits and CloudFormation's schemas accept everything that the program declares."""

from aws_api.cloudformation import findings, template
from aws_api.declared import Stack
from aws_api.models import problems
from aws_api.references import unresolved
from aws_api.services.scheduler import scheduled_call
from aws_api.translate import translate


def test_every_aws_resource_stands_for_requests(stack: Stack) -> None:
    declared = {resource.urn for resource in stack.resources if resource.type.startswith(("aws:", "awsx:"))}
    assert len(declared) > 25
    assert {resource.urn for resource, life in translate(stack) if life.create} == declared


def test_the_models_accept_every_request(stack: Stack) -> None:
    requests = [request for _, life in translate(stack) for request in (*life.create, *life.delete)]
    assert len(requests) > 80
    assert [problem for request in requests for problem in problems(request)] == []


def test_the_models_accept_what_schedules_call(stack: Stack) -> None:
    schedules = [resource for resource in stack.resources if resource.type == "aws:scheduler/schedule:Schedule"]
    assert [problem for schedule in schedules for problem in problems(scheduled_call(schedule))] == []


def test_every_name_refers_to_something(stack: Stack) -> None:
    assert unresolved(stack) == []


def test_cloudformation_accepts_every_resource(stack: Stack) -> None:
    assert len(template(stack)["Resources"]) > 35
    assert findings(stack) == []
