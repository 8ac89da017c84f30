"""Every `aws` command of the documentation exists, with its options; a wrong one is found."""

from pathlib import Path

import pytest

from aws_api.commands import commands, documentation, problems

ROOT = Path(__file__).parents[3]
PAGES = {str(page.relative_to(ROOT)): commands(page.read_text()) for page in documentation(ROOT)}


def test_there_are_commands() -> None:
    pages = {page for page, found in PAGES.items() if found}
    assert {"README.md", "docs/local.md", "docs/operations.md", "docs/sessions.md"} <= pages
    assert sum(len(found) for found in PAGES.values()) >= 30


@pytest.mark.parametrize("page", PAGES)
def test_the_cli_has_every_command(page: str) -> None:
    assert [f"{problem}: {command}" for command in PAGES[page] for problem in problems(command)] == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("    aws cognito list-users --user-pool-id a", "no service cognito"),
        ("    aws cognito-idp list-user --user-pool-id a", "no command cognito-idp list-user"),
        ("see `aws cognito-idp list-user`", "no command cognito-idp list-user"),
        ("    aws cognito-idp list-users --pool a --user-pool-id b", "no option --pool"),
        ("    aws cognito-idp admin-get-user --user-pool-id a \\\n        --region b", "needs --username"),
        ("    x=$(aws ecs list-task --cluster a)", "no command ecs list-task"),
        (
            "    aws ecs update-service --service \"$(aws ecs list-service --query 'a[?b(c)]')\"",
            "no command ecs list-service",
        ),
        ("    aws logs tail a --until 1h", "no option --until"),
        ('    aws s3 sync "s3://$(npx pulumi stack output a)" b --recursive', "no option --recursive"),
        ('    aws s3 copy "s3://$(npx pulumi stack output a)" b', "no command s3 copy"),
    ],
)
def test_a_wrong_one_is_found(line: str, problem: str) -> None:
    assert [found for command in commands(line) for found in problems(command)] == [problem]
