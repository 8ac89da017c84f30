"""Makes sure that the server is made of what the image installed, and not of what lies beside the app's script.

Python looks for modules in the folder that it is started in before all others, and that is the app's: a `jwt.py` in it
would be what verifies the tokens. `PYTHONSAFEPATH` keeps Python from that; Streamlit adds the folder later, for the
script. What is here holds without the variable, too, but for another `streamlit_cognito` in the folder.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

_OF_NOBODYS_PLACE = ("sitecustomize", "usercustomize")
"""Python itself looks for them, wherever they are."""


class OwnModulesError(Exception):
    """The server is made of something else than it should be; the message says of what."""


def check_own_modules(folders: Iterable[Path]) -> None:
    """Refuse to start with modules of the app, whose turn is later.

    Raises:
        OwnModulesError: names them.

    """
    from . import guard as _all_that_verifies  # noqa: F401 - So that it is there to be checked.

    apps = {os.path.realpath(folder) for folder in folders}
    places = {name: _place(module) for name, module in sorted(sys.modules.items()) if "." not in name}
    found = [place for name, place in places.items() if _folder(place) in apps and name not in _OF_NOBODYS_PLACE]
    if found:
        raise OwnModulesError(
            f"The app's folder has what the server is made of: {', '.join(found)}. Remove it, or give it another name; "
            "and set PYTHONSAFEPATH=1 where the server is started, as streamlit/Dockerfile does."
        )


def _place(module: object) -> str:
    """Return a package's folder, a module's file, or nothing."""
    names = getattr(module, "__dict__", {})
    return next(iter(names.get("__path__") or ()), None) or names.get("__file__") or ""


def _folder(place: str) -> str | None:
    return os.path.realpath(os.path.dirname(place)) if place else None
