"""Serves a Streamlit script behind the login: `python -m streamlit_cognito app.py`.

The arguments are those of `streamlit run`, and so is everything else: the app's `.streamlit/config.toml`,
`STREAMLIT_...` variables, `pages/`, reloading on edit, signals.
"""

import gc
import os
import sys
from pathlib import Path
from typing import Any

from .media import protect_files
from .own_modules import OwnModulesError, check_own_modules
from .page_groups import PageGroupsError, load_page_groups, protect_pages
from .settings import Settings, SettingsError, load_settings
from .streamlit_hooks import HookError, check_version, install, looking_up


class UsageError(Exception):
    """The command line or the app's own configuration cannot be served."""


def main(arguments: list[str]) -> None:
    """Check everything, then serve until a signal."""
    try:
        check_version()
        options = command_line(arguments)
        script = script_of(options.pop("target"))
        script_arguments = options.pop("args") or []
        settings = load_settings(os.environ)
        page_groups = load_page_groups(os.environ, script.parent)
        install()
        protect_pages(page_groups)
        protect_files()
        check_own_modules((script.parent, Path.cwd()))
    except (UsageError, SettingsError, PageGroupsError, HookError, OwnModulesError) as error:
        sys.exit(str(error))
    serve(script, list(script_arguments), options, settings)


def command_line(arguments: list[str]) -> dict[str, Any]:
    """Return what `streamlit run` makes of its arguments and of the environment: `target`, `args`, and its options."""
    with looking_up():
        from streamlit.web.cli import main_run

    return main_run.make_context("python -m streamlit_cognito", arguments).params


def script_of(target: str) -> Path:
    """Return the script's path.

    Raises:
        UsageError: when it is none that can be served.

    """
    with looking_up():
        from streamlit.web.server.app_discovery import discover_asgi_app

    script = Path(target).resolve()
    if not script.is_file():
        raise UsageError(f"There is no script {target}. Start the server in the app's folder: it is in {Path.cwd()}.")
    check_syntax(script)
    if discover_asgi_app(script).is_asgi_app:
        raise UsageError(f"{target} makes an ASGI app of its own. Name the Streamlit script that it serves instead.")
    return script


def check_syntax(script: Path) -> None:
    """Compile what Streamlit runs by itself: it would show people the line that is wrong.

    Raises:
        UsageError: names every script that cannot be compiled, and where.

    """
    problems = []
    for one in filter(Path.is_file, (script, *sorted(script.parent.glob("pages/*.py")))):
        try:
            compile(one.read_bytes(), str(one), "exec")
        except (SyntaxError, ValueError) as error:
            problems.append(f"  - {one.relative_to(script.parent)}: {error}")
    if problems:
        raise UsageError("\n".join(["The app has scripts that Python cannot read:", *problems]))


def options_of(script: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Return Streamlit's options: those that were given, and others that the app's configuration leaves as they are."""
    given = {name.replace("_", "."): value for name, value in options.items() if value not in (None, ())}
    # The load balancer sends the whole of the domain here.
    given["server.baseUrlPath"] = ""
    # Whose pages may steer the app's when they frame it: by default those at streamlit.app, where anybody may have one.
    given["client.allowedOrigins"] = []
    # It would name an address that refuses everybody: only the load balancer's requests are answered there.
    given["logger.hideWelcomeMessage"] = True
    if not is_configured("client.showErrorDetails"):
        # That an app has failed is for its people to see, and how, for its log.
        given.setdefault("client.showErrorDetails", "none")
    if not any(os.access(path, os.W_OK) for path in (script, script.parent)):
        # As in the image, where nobody can edit the app. To watch each of its modules is more than half of the
        # processor time that a session takes to begin.
        given.setdefault("server.fileWatcherType", "none")
    return given


def is_configured(option: str) -> bool:
    """Tell whether the app's configuration, in the folder where the server is started, has an option."""
    from streamlit import config

    config.get_config_options()
    return config.is_manually_set(option)


def serve(script: Path, arguments: list[str], options: dict[str, Any], settings: Settings) -> None:
    """Serve one script."""
    import streamlit
    from starlette.middleware import Middleware

    from .guard import Guard

    # For this process it has done its work; programs that the app starts find their modules as ever.
    os.environ.pop("PYTHONSAFEPATH", None)
    # Streamlit looks for its configuration beside the program that was started.
    sys.argv = [str(script), *arguments]
    app = streamlit.App(script, middleware=[Middleware(Guard, settings=settings)])
    # Streamlit has Python look for garbage after each run of a script, through everything that there is. What is there
    # by now, mostly modules, stays anyway.
    gc.collect()
    gc.freeze()
    app.run(config=options_of(script, options))


if __name__ == "__main__":
    main(sys.argv[1:])
