"""Two cities on one day. The chart is a fragment: choosing another day draws nothing else again."""

import pandas as pd
import plotly.express as px
import streamlit as st
from daylight import load

st.set_page_config(page_title="Compare", page_icon="🌗")
st.title("Compare")

hours = load()
cities = sorted(hours["city"].unique())
first = st.selectbox("First city", cities, index=cities.index("London"))
second = st.selectbox("Second city", cities, index=cities.index("Sydney"))
both = hours[hours["city"].isin([first, second])]


@st.fragment
def on_one_day(table: pd.DataFrame) -> None:
    """Draw the cities as bars, for the day that the reader picks."""
    days = sorted(table["date"].dt.date.unique())
    day = st.select_slider("Day", days, format_func=lambda date: f"{date:%d %B}")
    bars = table[table["date"].dt.date == day]
    figure = px.bar(bars, x="hours", y="city", range_x=[0, 24], labels={"hours": "Hours of daylight", "city": ""})
    st.plotly_chart(figure)
    difference = bars["hours"].max() - bars["hours"].min()
    st.write(f"A difference of **{difference:.1f} hours**.")


on_one_day(both)
