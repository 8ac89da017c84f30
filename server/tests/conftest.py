"""One set of issuers, one key server and one running server for all tests that do not need their own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .asking import World
from .issuing import Issuers
from .key_server import KeyServer, key_server
from .running import Running, environment, running

APP = Path(__file__).parent / "app" / "app.py"


@pytest.fixture(scope="session")
def issuers() -> Issuers:
    return Issuers()


@pytest.fixture(scope="session")
def keys(issuers: Issuers) -> Iterator[KeyServer]:
    with key_server(issuers) as server:
        yield server


@pytest.fixture
def world(issuers: Issuers, keys: KeyServer) -> World:
    return World(issuers, keys)


@pytest.fixture(scope="session")
def app() -> Path:
    return APP


@pytest.fixture(scope="session")
def server(keys: KeyServer, app: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    variables = environment(keys.url, PAGE_GROUPS='{"pages/admin.py": ["admins"]}')
    with running(app, tmp_path_factory.mktemp("server"), variables) as server:
        yield server


SMALL_LIMITS = {
    "STREAMLIT_SERVER_MAX_WIDGET_STATE_SIZE": "1",
    "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "1",
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "false",
}


def server_with(module: str, **variables: str) -> Any:
    @pytest.fixture(scope="session")
    def start(keys: KeyServer, app: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
        with running(
            app, tmp_path_factory.mktemp("uploads"), environment(keys.url, **SMALL_LIMITS, **variables), module
        ) as server:
            yield server

    return start


limited = server_with("streamlit_cognito")
unlimited = server_with("tests.weakened", WEAKENED="limits")
