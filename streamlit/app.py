"""Iris flowers, drawn in the plotly template that the reader picks."""

import plotly.express as px
import plotly.io as pio
import streamlit as st

st.set_page_config(page_title="Iris", layout="wide")

iris = px.data.iris()  # Shipped with plotly: no download.
templates = sorted(pio.templates)

with st.sidebar:
    template = st.selectbox("Template", templates, index=templates.index("plotly_white"))

st.title("Iris")
st.caption(
    f"Sepals of {len(iris)} flowers of {iris['species'].nunique()} species; the larger the mark, the longer the petal."
)

figure = px.scatter(
    iris,
    x="sepal_width",
    y="sepal_length",
    color="species",
    size="petal_length",
    size_max=14,
    marginal_x="box",
    marginal_y="violin",
    labels={name: name.replace("_", " ").capitalize() for name in iris.columns},
    template=template,
    height=640,
)
figure.update_layout(legend={"orientation": "h", "title": None, "y": 1.02, "yanchor": "bottom"}, margin={"t": 40})
# Streamlit's own theme would cover most of the chosen template.
st.plotly_chart(figure, theme=None)
