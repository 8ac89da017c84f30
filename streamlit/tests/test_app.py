"""The sample app as a reader uses it."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).parent.parent / "app.py"


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    return app


def figure(app: AppTest) -> dict:
    """Return the page's one plotly figure."""
    (chart,) = app.get("plotly_chart")
    return json.loads(chart.proto.spec)


def paper(app: AppTest) -> str:
    """Return the figure's background colour, which only its template sets."""
    return figure(app)["layout"]["template"]["layout"]["paper_bgcolor"]


def test_draws_every_flower(app: AppTest) -> None:
    scatters = [trace for trace in figure(app)["data"] if trace["type"] == "scatter"]
    assert [trace["name"] for trace in scatters] == ["setosa", "versicolor", "virginica"]
    assert figure(app)["layout"]["xaxis"]["title"]["text"] == "Sepal width"


def test_offers_the_templates_that_plotly_has(app: AppTest) -> None:
    assert {"ggplot2", "plotly_dark", "seaborn"} <= set(app.selectbox[0].options)
    assert app.selectbox[0].value == "plotly_white"


def test_chosen_template_changes_the_plot(app: AppTest) -> None:
    assert paper(app) == "white"
    app.selectbox[0].set_value("plotly_dark").run()
    assert not app.exception
    assert paper(app) == "rgb(17,17,17)"


def test_every_template_draws(app: AppTest) -> None:
    for template in app.selectbox[0].options:
        app.selectbox[0].set_value(template).run()
        assert not app.exception, template


def test_streamlit_theme_does_not_cover_the_template(app: AppTest) -> None:
    (chart,) = app.get("plotly_chart")
    assert chart.proto.theme == ""
