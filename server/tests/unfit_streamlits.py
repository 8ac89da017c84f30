"""Tries the check on Streamlits that a later version might be; prints what it says of each, as JSON.

Each is a process of its own, made by a copy of this one, which has imported Streamlit already.
"""

import gc
import importlib
import json
import multiprocessing
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import streamlit
from streamlit import config
from streamlit.runtime import Runtime, app_session, backend_operation_handler, memory_media_file_storage, pages_manager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.web.server.starlette import starlette_app, starlette_server

from streamlit_cognito.check import main

ONCE_FOR_ALL = (
    "anyio._backends._asyncio",
    "itsdangerous.url_safe",
    "starlette.middleware.sessions",
    "starlette.staticfiles",
    "streamlit.components.v2.manifest_scanner",
    "streamlit.material_icon_names",
    "streamlit.navigation.page",
    "streamlit.runtime.scriptrunner.magic_funcs",
    "streamlit.web.cli",
    "streamlit.web.server.app_discovery",
    "streamlit.web.server.starlette.starlette_agent_routes",
    "streamlit.web.skills",
)
"""What each check imports: each process would do so anew."""


def without_the_module_of_its_command_line() -> None:
    sys.modules["streamlit.web.cli"] = None


def without_app_discovery() -> None:
    sys.modules["streamlit.web.server.app_discovery"] = None


def with_other_sessions() -> None:
    def connect_session(_self: Runtime, _client: object, _who: object) -> str:
        return ""

    Runtime.connect_session = connect_session


def with_users_from_elsewhere() -> None:
    original = app_session.ScriptRunner.__init__

    def init(self: Any, *args: Any, **named: Any) -> None:
        original(self, *args, **{**named, "user_info": {"sub": "somebody", "groups": ("some",)}})

    app_session.ScriptRunner.__init__ = init


def with_the_first_user_for_ever() -> None:
    def keep(self: Any, user_info: Any) -> None:
        self.__dict__.setdefault("first", user_info)

    app_session.AppSession._user_info = property(lambda self: self.__dict__["first"], keep)


def with_pages_from_elsewhere() -> None:
    def read(_self: object, path: str) -> Any:
        with open(path) as file:
            return compile(file.read(), path, "exec")

    pages_manager.PagesManager.get_page_script_byte_code = read


def with_files_named_elsewhere() -> None:
    name_by_parts = memory_media_file_storage._calculate_file_id

    def load_and_get_id(self: Any, data: bytes, mimetype: str, kind: Any, filename: str | None = None) -> str:
        name = name_by_parts(data, mimetype, filename)
        self._files_by_id[name] = memory_media_file_storage.MemoryFile(data, mimetype, kind, filename)
        return name

    memory_media_file_storage.MemoryMediaFileStorage.load_and_get_id = load_and_get_id


def with_files_from_elsewhere() -> None:
    original = starlette_app.create_media_routes

    def create_media_routes(storage: Any, base_url: str | None) -> list[Any]:
        # The server's hook stands before `get_file`, and these routes ask for files without it.
        files = SimpleNamespace(get_file=lambda name: storage._files_by_id[Path(name).stem])
        return original(files, base_url)

    starlette_app.create_media_routes = create_media_routes


def without_deferred_downloads() -> None:
    del backend_operation_handler.DeferredFileHandler


def without_scripts_cached() -> None:
    del ScriptCache.get_bytecode


def without_a_way_to_keep_caches() -> None:
    del app_session.AppSession._handle_clear_cache_request


def without_a_logout_to_note() -> None:
    del Runtime.clear_user_info_for_session


def without_names_of_files() -> None:
    del app_session.AppSession._handle_file_urls_request


def with_names_of_files_taken_elsewhere() -> None:
    original, handle = app_session.AppSession._handle_file_urls_request, app_session.AppSession.handle_backmsg

    def handle_backmsg(self: Any, message: Any) -> None:
        if message.WhichOneof("type") == "file_urls_request":
            original(self, message.file_urls_request)
        else:
            handle(self, message)

    app_session.AppSession.handle_backmsg = handle_backmsg


def without_arguments_for_uvicorn() -> None:
    del starlette_server._get_uvicorn_config_kwargs


def with_other_arguments_for_uvicorn() -> None:
    starlette_server._get_uvicorn_config_kwargs = lambda: {"unknown": True}


def too_old() -> None:
    del streamlit.App


def as_it_is() -> None:
    pass


UNFIT: dict[str, Callable[[], None]] = {
    "has no command line": without_the_module_of_its_command_line,
    "has no app discovery": without_app_discovery,
    "connects sessions with other arguments": with_other_sessions,
    "takes users from elsewhere": with_users_from_elsewhere,
    "keeps a session's first user": with_the_first_user_for_ever,
    "takes pages from elsewhere": with_pages_from_elsewhere,
    "names files elsewhere": with_files_named_elsewhere,
    "takes files from elsewhere": with_files_from_elsewhere,
    "makes downloads elsewhere": without_deferred_downloads,
    "has no cache of scripts": without_scripts_cached,
    "empties caches elsewhere": without_a_way_to_keep_caches,
    "logs out elsewhere": without_a_logout_to_note,
    "asks for no addresses": without_names_of_files,
    "asks for addresses elsewhere": with_names_of_files_taken_elsewhere,
    "passes no arguments to uvicorn": without_arguments_for_uvicorn,
    "passes unknown arguments to uvicorn": with_other_arguments_for_uvicorn,
    "is too old": too_old,
}


def check(make_unfit: Callable[[], None]) -> str:
    make_unfit()
    try:
        main()
    except SystemExit as refused:
        return str(refused.code)
    return ""


def prepare() -> None:
    """Import once; let no process watch modules, which do not change, or look through them for garbage."""
    for module in ONCE_FOR_ALL:
        importlib.import_module(module)
    config.set_option("server.fileWatcherType", "none")
    gc.freeze()


if __name__ == "__main__":
    prepare()
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        answers = pool.map(check, [*UNFIT.values(), as_it_is], chunksize=1)
    json.dump(dict(zip([*UNFIT, "is as it is"], answers, strict=True)), sys.stdout)
