"""Attacks with modules in the app's folder, on the real server: in the place of those that verify who somebody is."""

import shutil
import subprocess
import sys
from pathlib import Path

import jwt
import pytest

from .issuing import Issuers
from .key_server import KeyServer
from .running import PATIENCE, SERVER, Headers, environment, run_page, running

SCRIPT = """
import os
import streamlit as st
import beside

st.write(f"imported {beside.TEXT}, and programs get {os.environ.get('PYTHONSAFEPATH')}")
"""
TRUSTING = """
verifying = decode


def decode(token, *_others, **_named):
    return verifying(token, options={"verify_signature": False})
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an app with a module of its own."""
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "app.py").write_text(SCRIPT)
    (folder / "beside.py").write_text("TEXT = 'what is beside the script'")
    return folder


def put_trusting_jwt(folder: Path) -> None:
    """Put a copy of the library into the app's folder that believes every token."""
    shutil.copytree(Path(jwt.__file__).parent, folder / "jwt")
    with (folder / "jwt" / "__init__.py").open("a") as file:
        file.write(TRUSTING)


def forged(issuers: Issuers) -> Headers:
    """Return what somebody else signed under the keys' own names."""
    others = Issuers()
    others.load_balancer.kid, others.user_pool.kid = issuers.load_balancer.kid, issuers.user_pool.kid
    return others.headers()


def test_library_in_the_apps_folder_verifies_no_tokens(issuers: Issuers, keys: KeyServer, folder: Path) -> None:
    put_trusting_jwt(folder)
    with running(folder / "app.py", folder.parent, environment(keys.url)) as server:
        assert server.request("GET", "/", forged(issuers)).status == 401
        assert server.request("GET", "/", issuers.headers()).status == 200


def test_library_in_the_apps_folder_would_verify_tokens_without_the_safe_path(
    issuers: Issuers, keys: KeyServer, folder: Path
) -> None:
    put_trusting_jwt(folder)
    variables = environment(keys.url, PYTHONSAFEPATH="", WEAKENED="modules")
    with running(folder / "app.py", folder.parent, variables, "tests.weakened") as server:
        assert server.request("GET", "/", forged(issuers)).status == 200


def start(folder: Path, **variables: str) -> str:
    """Start a server that is to end by itself; return what it says."""
    ended = subprocess.run(
        [sys.executable, "-m", "streamlit_cognito", "app.py"],
        cwd=folder,
        env={"PYTHONPATH": str(SERVER), **environment("https://keys.example"), **variables},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return ended.stdout + ended.stderr


@pytest.mark.parametrize("way", ["the folder that it starts in", "a variable"])
def test_server_refuses_to_be_made_of_what_is_in_the_apps_folder(way: str, folder: Path) -> None:
    put_trusting_jwt(folder)
    (folder / "sitecustomize.py").write_text("# Takes nobody's place.")
    search = {"PYTHONPATH": f"{SERVER}:{folder}", "PYTHONSAFEPATH": "1"} if way == "a variable" else {}
    said = start(folder, **search)
    assert said.startswith(f"The app's folder has what the server is made of: {folder / 'jwt'}. Remove it")
    assert "PYTHONSAFEPATH=1" in said


def start_beside_another_server(folder: Path, safe_path: str) -> str:
    other = folder / "streamlit_cognito"
    other.mkdir()
    (other / "__init__.py").touch()
    (other / "__main__.py").write_text("print('another server')")
    return start(folder, PYTHONSAFEPATH=safe_path, ALB_ARN="")


def test_server_in_the_apps_folder_is_not_started(folder: Path) -> None:
    assert "ALB_ARN must be the load balancer's ARN" in start_beside_another_server(folder, "1")


def test_server_in_the_apps_folder_would_be_started_without_the_safe_path(folder: Path) -> None:
    assert start_beside_another_server(folder, "") == "another server\n"


@pytest.mark.parametrize("variables", [{}, {"PYTHONSAFEPATH": ""}], ids=["with the safe path", "without it"])
def test_modules_of_the_app_are_found_by_its_script(
    variables: dict[str, str], issuers: Issuers, keys: KeyServer, folder: Path
) -> None:
    with (
        running(folder / "app.py", folder.parent, environment(keys.url, **variables)) as server,
        server.connect(issuers.headers()) as websocket,
    ):
        assert "imported what is beside the script, and programs get None" in run_page(websocket)[1]
