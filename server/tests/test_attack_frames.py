"""Attacks with a page that frames the app's: by the messages that Streamlit's page takes from it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from .issuing import Issuers
from .key_server import KeyServer
from .running import Running, environment, running
from .starting import weakened_server

taking_messages = weakened_server("frames")


def host_config(server: Running, issuers: Issuers) -> dict[str, object]:
    """Return what Streamlit's page asks before it listens."""
    return dict(json.loads(server.request("GET", "/_stcore/host-config", issuers.headers()).text))


def test_no_other_site_can_steer_the_page_that_it_frames(server: Running, issuers: Issuers) -> None:
    assert host_config(server, issuers)["allowedOrigins"] == []


def test_anybodys_app_at_streamlit_app_could_steer_the_page_that_it_frames_by_default(
    taking_messages: Running, server: Running, issuers: Issuers
) -> None:
    answer = host_config(taking_messages, issuers)
    assert "https://*.streamlit.app" in str(answer.pop("allowedOrigins"))
    # All else is as Streamlit has it.
    assert answer.items() < host_config(server, issuers).items()


@pytest.fixture
def configured(keys: KeyServer, app: Path, tmp_path: Path) -> Iterator[Running]:
    variables = environment(keys.url, STREAMLIT_CLIENT_ALLOWED_ORIGINS="https://evil.example")
    with running(app, tmp_path, variables) as server:
        yield server


def test_configuration_of_the_app_lets_no_other_site_steer_it(configured: Running, issuers: Issuers) -> None:
    assert host_config(configured, issuers)["allowedOrigins"] == []
