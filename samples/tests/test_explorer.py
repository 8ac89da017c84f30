"""The second sample as its reader uses it, page by page; and that it stays what a newcomer would bring."""

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

FOLDER = Path(__file__).parent.parent / "explorer"


def pins(file: Path) -> dict[str, str]:
    """Return the exact versions of a requirements file."""
    lines = [line.split(";")[0].rstrip("\\ ") for line in file.read_text(encoding="utf-8").splitlines()]
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    # As `streamlit run` has it.
    monkeypatch.syspath_prepend(str(FOLDER))
    app = AppTest.from_file(str(FOLDER / "app.py"), default_timeout=60).run()
    assert not app.exception
    return app


def open_page(app: AppTest, page: str) -> AppTest:
    app.switch_page(page).run()
    assert not app.exception
    return app


def traces(app: AppTest) -> list[dict]:
    (chart,) = app.get("plotly_chart")
    return json.loads(chart.proto.spec)["data"]


def test_first_page_draws_the_chosen_cities(app: AppTest) -> None:
    assert sorted(trace["name"] for trace in traces(app)) == ["London", "Singapore", "Sydney"]
    assert [metric.value for metric in app.metric] == ["16.6 h", "7.8 h"]
    app.multiselect[0].set_value(["Reykjavik"]).run()
    assert [trace["name"] for trace in traces(app)] == ["Reykjavik"]
    assert app.metric[0].label == "Longest day: Reykjavik, 18 June"


def test_first_page_without_a_city_asks_for_one(app: AppTest) -> None:
    app.multiselect[0].set_value([]).run()
    assert not app.exception
    assert app.info[0].value == "Choose a city."


def test_compares_two_cities_on_the_chosen_day(app: AppTest) -> None:
    page = open_page(app, "pages/1_Compare.py")
    assert page.markdown[0].value == "A difference of **6.4 hours**."
    page.selectbox[1].set_value("London").run()
    assert page.markdown[0].value == "A difference of **0.0 hours**."
    page.selectbox[1].set_value("Sydney").run()
    page.select_slider[0].set_value(date(2026, 6, 25)).run()
    assert not page.exception
    assert page.markdown[0].value == "A difference of **6.7 hours**."


def test_shows_an_uploaded_table(app: AppTest) -> None:
    page = open_page(app, "pages/2_Upload.py")
    assert not page.dataframe
    page.file_uploader[0].upload("sales.csv", b"town,sold\nUlm,3\nKiel,5\n", "text/csv").run()
    assert not page.exception
    assert page.markdown[0].value == "2 rows, 2 columns"
    assert list(page.dataframe[0].value["town"]) == ["Ulm", "Kiel"]
    assert page.dataframe[1].value.loc["mean", "sold"] == 4


def test_says_what_is_wrong_with_an_upload(app: AppTest) -> None:
    page = open_page(app, "pages/2_Upload.py")
    page.file_uploader[0].upload("picture.csv", b"\x89PNG\r\n\xff", "text/csv").run()
    assert not page.exception
    assert page.error[0].value.startswith("picture.csv is not a CSV file")


def test_has_the_packages_of_the_first_sample_without_hashes() -> None:
    # So that the tests of both run in one environment.
    mine, locked = pins(FOLDER / "requirements.txt"), pins(FOLDER.parent.parent / "streamlit" / "requirements.txt")
    assert {"streamlit", "pandas", "plotly"} == mine.keys()
    assert mine.items() <= locked.items()
    assert "--hash" not in (FOLDER / "requirements.txt").read_text(encoding="utf-8")


def test_knows_nothing_of_the_stack() -> None:
    assert not list(FOLDER.glob("Dockerfile*"))
    for script in FOLDER.rglob("*.py"):
        assert "streamlit_cognito" not in script.read_text(encoding="utf-8"), script
