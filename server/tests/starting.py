"""Fixtures of servers that lack a part (see weakened.py), for the tests that show what would happen then."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .key_server import KeyServer
from .running import Running, environment, running


def weakened_server(weakness: str) -> Any:
    @pytest.fixture(scope="module")
    def start(keys: KeyServer, app: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
        variables = environment(keys.url, PAGE_GROUPS='{"pages/admin.py": ["admins"]}', WEAKENED=weakness)
        with running(app, tmp_path_factory.mktemp("weakened"), variables, "tests.weakened") as server:
            yield server

    return start
