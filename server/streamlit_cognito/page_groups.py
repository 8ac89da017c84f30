"""Pages that only some groups may see, by the environment's `PAGE_GROUPS`: `{"pages/reports.py": ["analysts"]}`.

Holds for the script itself, whether or not it asks who runs it, and however it is reached: Streamlit takes every script
that it is to run, be it the first, one of `pages/`, or one of `st.navigation`, from one function, and gets a refusal
from it instead.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import Any

from .groups import in_group
from .streamlit_hooks import expect_parameters, looking_up


class PageGroupsError(Exception):
    """`PAGE_GROUPS` cannot be meant as it is; the message lists every problem."""


PageGroups = Mapping[str, frozenset[str]]
"""Absolute paths of scripts, with the groups that may run each."""

_page_groups: PageGroups = {}

REFUSAL = compile(
    "import streamlit_cognito.groups\nstreamlit_cognito.groups.refuse()\n", "<streamlit_cognito refusal>", "exec"
)


def load_page_groups(environment: Mapping[str, str], folder: Path) -> PageGroups:
    """Read and check which groups may see which page.

    Raises:
        PageGroupsError: on anything but an object of existing scripts of the app, each with a list of groups. A
            mistyped page would otherwise stay open to everyone.

    """
    text = environment.get("PAGE_GROUPS", "").strip()
    if not text:
        return {}
    try:
        entries = json.loads(text, object_pairs_hook=_no_duplicates)
    except ValueError as error:
        raise PageGroupsError(f"PAGE_GROUPS is not valid JSON: {error}") from error
    if not isinstance(entries, dict):
        raise PageGroupsError('PAGE_GROUPS must be an object such as {"pages/reports.py": ["analysts"]}')
    problems = [problem for page, groups in entries.items() for problem in _problems(page, groups, folder)]
    if problems:
        raise PageGroupsError("\n".join(["The server cannot start, because of PAGE_GROUPS:", *problems]))
    return {os.path.realpath(folder / page): frozenset(groups) for page, groups in entries.items()}


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        raise ValueError("a page is named twice")
    return entries


def _problems(page: str, groups: object, folder: Path) -> list[str]:
    problems = []
    script = Path(os.path.realpath(folder / page))
    if not script.is_file() or not script.is_relative_to(os.path.realpath(folder)) or script.suffix != ".py":
        problems.append(f"  - {page!r} is not a script of the app, such as pages/reports.py")
    if not isinstance(groups, list) or not groups or not all(isinstance(group, str) and group for group in groups):
        problems.append(f"  - {page!r} must have a list of one group or more")
    return problems


def may_see(script: str) -> bool:
    """Whether the user of the running script may run another one."""
    groups = _page_groups.get(os.path.realpath(script))
    return groups is None or in_group(*groups)


def protect_pages(page_groups: PageGroups) -> None:
    """Let Streamlit run each of the scripts only for members of its groups.

    Raises:
        HookError: when this version of Streamlit takes its scripts from elsewhere.

    """
    global _page_groups  # noqa: PLW0603 - Streamlit's cache of scripts is one a process, and so is this.
    with looking_up():
        from streamlit.runtime.scriptrunner.script_cache import ScriptCache

        original = ScriptCache.get_bytecode
    _page_groups = page_groups
    expect_parameters(original, {"self", "script_path"})

    def get_bytecode(self: ScriptCache, script_path: str) -> CodeType:
        code: CodeType = original(self, script_path)
        return code if may_see(script_path) else REFUSAL

    ScriptCache.get_bytecode = get_bytecode  # type: ignore[method-assign] # There is no setting for it.
