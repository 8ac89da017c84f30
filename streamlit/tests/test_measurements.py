"""The page for one group, as the people in it and the others find it."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parent.parent / "app.py"
PAGE = "views/measurements.py"


def app_of(user: dict[str, object]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = user
    return app.run()


def member(*groups: str) -> dict[str, object]:
    return {"is_logged_in": True, "email": "ada@example.com", "groups": list(groups)}


@pytest.fixture
def page() -> AppTest:
    app = app_of(member("editors", "analysts")).switch_page(PAGE).run()
    assert not app.exception
    return app


def test_analysts_begin_at_the_plot_as_well() -> None:
    assert [title.value for title in app_of(member("analysts")).title] == ["Iris"]


def test_shows_analysts_every_flower(page: AppTest) -> None:
    assert [title.value for title in page.title] == ["Measurements"]
    assert page.dataframe[0].value.shape == (150, 5)


def test_names_the_columns_as_the_plot_does_with_one_decimal(page: AppTest) -> None:
    columns = json.loads(page.dataframe[0].proto.columns)
    assert {name: column["label"] for name, column in columns.items() if name != "_index"} == {
        "sepal_length": "Sepal length",
        "sepal_width": "Sepal width",
        "petal_length": "Petal length",
        "petal_width": "Petal width",
        "species": "Species",
    }
    formats = {name: column["type_config"].get("format") for name, column in columns.items() if name != "_index"}
    assert formats.pop("species") is None
    assert set(formats.values()) == {"%.1f"}


def test_shows_the_chosen_species(page: AppTest) -> None:
    page.multiselect[0].set_value(["setosa", "virginica"]).run()
    assert set(page.dataframe[0].value["species"]) == {"setosa", "virginica"}


@pytest.mark.parametrize("user", [member(), member("editors"), member("analysts2"), {}], ids=str)
def test_is_none_of_the_pages_of_others(user: dict[str, object]) -> None:
    app = app_of(user)
    assert [title.value for title in app.title] == ["Iris"]
    with pytest.raises(ValueError, match=r"Known pages: \[.Iris.\]"):
        app.switch_page(PAGE)


def test_is_gone_for_who_is_not_an_analyst_any_more(page: AppTest) -> None:
    page.user = member()
    page.run()
    assert not page.dataframe
    assert [title.value for title in page.title] == ["Iris"]


@pytest.mark.parametrize("user", [member(), member("editors"), {}], ids=str)
def test_refuses_others_by_itself(user: dict[str, object]) -> None:
    # As if app.py had offered it to everybody.
    page = AppTest.from_file(str(APP.parent / PAGE), default_timeout=60)
    page.user = user
    page.run()
    assert "You do not have access to this page" in page.error[0].value
    assert not page.dataframe
