"""Who may open the app at all, by the environment's `APP_GROUPS`: `["analysts"]`. Without it, everyone."""

import json

from .identity import Identity

AppGroups = frozenset[str] | None
"""The groups whose members may open the app; None for everyone."""


def parse_app_groups(text: str | None) -> AppGroups:
    """Read the variable's value, None where it is not there.

    Raises:
        ValueError: on anything but a list of one group or more. An empty one, or one that cannot be read, must not let
            everyone in.

    """
    if text is None:
        return None
    groups = json.loads(text)
    if not isinstance(groups, list) or not groups or not all(isinstance(group, str) and group for group in groups):
        raise ValueError
    return frozenset(groups)


def may_open(groups: AppGroups, identity: Identity) -> bool:
    """Whether somebody who is signed in may open the app."""
    return groups is None or not groups.isdisjoint(identity.groups)
