"""Iris flowers, drawn in the plotly template that the reader picks; analysts get the measurements, too."""

import plotly.express as px
import plotly.io as pio
import streamlit as st


def iris() -> None:
    """Draw the flowers: the page for everybody."""
    flowers = px.data.iris()  # Shipped with plotly: no download.
    templates = sorted(pio.templates)

    with st.sidebar:
        template = st.selectbox("Template", templates, index=templates.index("plotly_white"))

    st.title("Iris")
    st.caption(
        f"Sepals of {len(flowers)} flowers of {flowers['species'].nunique()} species; "
        "the larger the mark, the longer the petal."
    )

    figure = px.scatter(
        flowers,
        x="sepal_width",
        y="sepal_length",
        color="species",
        size="petal_length",
        size_max=14,
        marginal_x="box",
        marginal_y="violin",
        labels={name: name.replace("_", " ").capitalize() for name in flowers.columns},
        template=template,
        height=640,
    )
    figure.update_layout(legend={"orientation": "h", "title": None, "y": 1.02, "yanchor": "bottom"}, margin={"t": 40})
    # Streamlit's own theme would cover most of the chosen template.
    st.plotly_chart(figure, theme=None)


st.set_page_config(layout="wide")
pages = [st.Page(iris, title="Iris", default=True)]
if "analysts" in st.user.get("groups", ()):
    pages.append(st.Page("views/measurements.py", title="Measurements"))
st.navigation(pages).run()
