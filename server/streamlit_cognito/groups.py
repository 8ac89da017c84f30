"""What a script can ask about its user's groups. Without a signed-in user, every answer is no."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import streamlit as st

NO_ACCESS = "You do not have access to this page. Ask the owner of this app for it."


def in_group(*groups: str) -> bool:
    """Whether the user is in any of the groups. Not in none of them."""
    mine = st.user.get("groups")
    return isinstance(mine, list | tuple) and any(group in mine for group in groups)


def require_group(*groups: str) -> None:
    """Stop the script with a message unless the user is in any of the groups. Call it first in a page."""
    if not in_group(*groups):
        refuse()


def refuse() -> NoReturn:
    """Stop the script with a message that the user may not see this page."""
    st.error(NO_ACCESS, icon=":material/lock:")
    st.stop()


def pages_for(everyone: Sequence[Any], by_group: Mapping[str, Sequence[Any]]) -> list[Any]:
    """Return the pages of `st.navigation` that the user may see, each once.

        st.navigation(pages_for([home], {"analysts": [reports], "admins": [reports, users]})).run()

    Streamlit runs none but these, whatever the browser asks for.
    """
    pages: list[Any] = []
    for group, candidates in (("", everyone), *by_group.items()):
        if not group or in_group(group):
            pages.extend(page for page in candidates if not any(page is seen for seen in pages))
    return pages
