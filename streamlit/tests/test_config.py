"""The server's settings: Streamlit only warns of a misspelt one, on the log, and goes on with its default."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from streamlit import config

APP_FOLDER = Path(__file__).parent.parent


def flatten(settings: dict[str, dict[str, object]]) -> dict[str, object]:
    """Return `{"server.port": 8501}` for `{"server": {"port": 8501}}`."""
    return {
        f"{section}.{name}": value
        for section, options in settings.items()
        for name, value in options.items()
        if not isinstance(value, dict)
    }


SETTINGS = flatten(tomllib.loads((APP_FOLDER / ".streamlit" / "config.toml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("key", SETTINGS)
def test_streamlit_knows_the_option(key: str) -> None:
    options = config.get_config_options(force_reparse=True)
    assert key in options, f"Streamlit has no option {key}"
    assert not options[key].deprecated, options[key].deprecation_text


def effective(**environment: str) -> dict[str, object]:
    """Return the settings that `streamlit run` would not leave at their defaults, from the file and the environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    shown = subprocess.run(
        [sys.executable, "-m", "streamlit", "config", "show"],
        cwd=APP_FOLDER,
        env=clean | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    # It is TOML but for the introduction.
    return flatten(tomllib.loads(shown.stdout[shown.stdout.index("[global]") :]))


def test_streamlit_takes_every_value_as_written() -> None:
    assert effective() == SETTINGS


def test_environment_goes_before_the_file() -> None:
    settings = effective(STREAMLIT_SERVER_PORT="9123", STREAMLIT_SERVER_ADDRESS="0.0.0.0")  # noqa: S104 (never served)
    assert settings["server.port"] == 9123
    assert settings["server.address"] == "0.0.0.0"  # noqa: S104 (never served)


def test_protections_are_on() -> None:
    settings = effective()
    assert settings["server.enableCORS"] is True
    assert settings["server.enableXsrfProtection"] is True
    assert settings["client.showErrorDetails"] == "none"
    assert settings["browser.gatherUsageStats"] is False
