"""The check of an image that is being built: which Streamlit it takes, and what it says of others."""

import json
import re
import subprocess
import sys

import pytest

from .running import PATIENCE, SERVER

UNFIT = {
    "has no command line": "lacks something that the server needs",
    "has no app discovery": "lacks something that the server needs",
    "connects sessions with other arguments": "has another",
    "takes users from elsewhere": "does not take a session's user from where the server puts it",
    "keeps a session's first user": "does not show a session the user of the websocket that it goes on with",
    "takes pages from elsewhere": "does not take its pages from where the server checks who may see them",
    "names files elsewhere": "does not name the files of a page as the server does",
    "takes files from elsewhere": "does not take the files of a page from where the server checks whose they are",
    "makes downloads elsewhere": "lacks something that the server needs",
    "has no cache of scripts": "lacks something that the server needs",
    "empties caches elsewhere": "lacks something that the server needs",
    "logs out elsewhere": "lacks something that the server needs",
    "asks for no addresses": "lacks something that the server needs",
    "asks for addresses elsewhere": "does not ask where to upload files where the server counts them",
    "passes no arguments to uvicorn": "lacks something that the server needs",
    "passes unknown arguments to uvicorn": "cannot serve an app here (TypeError",
    "is too old": "is too old for a login in front of it",
}


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    command = [sys.executable, "-m", "tests.unfit_streamlits"]
    run = subprocess.run(command, cwd=SERVER, capture_output=True, text=True, timeout=PATIENCE, check=True)
    return dict(json.loads(run.stdout))


def test_streamlit_of_the_tests_fits(said: dict[str, str]) -> None:
    assert said["is as it is"] == ""


@pytest.mark.parametrize("unfit", UNFIT)
def test_streamlit_that_does_not_fit_fails_the_build_and_says_what_to_do(unfit: str, said: dict[str, str]) -> None:
    assert UNFIT[unfit] in said[unfit]
    assert re.search(r"(Pin|Put) streamlit[=>]=1\.67", said[unfit])


@pytest.mark.parametrize("module", ["streamlit_cognito", "streamlit_cognito.check"])
def test_missing_streamlit_is_told_in_one_line_with_what_to_do(module: str) -> None:
    script = f"import runpy, sys; sys.modules['streamlit'] = None; runpy.run_module({module!r}, run_name='__main__')"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=SERVER, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert run.returncode == 1
    assert re.fullmatch(
        r"Streamlit is not installed: .*requirements\.txt.* Put streamlit==1\.67\.\* into it\.\n", run.stderr
    )
