"""How long the day is, in ten cities and all year."""

import plotly.express as px
import streamlit as st
from daylight import load

st.set_page_config(page_title="Daylight", page_icon="🌗", layout="wide")
st.title("Daylight")

hours = load()
cities = sorted(hours["city"].unique())
chosen = st.multiselect("Cities", cities, default=["London", "Singapore", "Sydney"])
shown = hours[hours["city"].isin(chosen)]
if shown.empty:
    st.info("Choose a city.")
    st.stop()

longest, shortest = shown.loc[shown["hours"].idxmax()], shown.loc[shown["hours"].idxmin()]
left, right = st.columns(2)
left.metric(f"Longest day: {longest['city']}, {longest['date']:%d %B}", f"{longest['hours']:.1f} h")
right.metric(f"Shortest day: {shortest['city']}, {shortest['date']:%d %B}", f"{shortest['hours']:.1f} h")

labels = {"date": "", "hours": "Hours of daylight", "city": ""}
figure = px.line(shown, x="date", y="hours", color="city", labels=labels)
figure.update_yaxes(range=[0, 24], dtick=6)
st.plotly_chart(figure)

with st.expander("The numbers"):
    st.dataframe(shown, hide_index=True)
