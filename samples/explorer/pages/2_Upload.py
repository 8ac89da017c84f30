"""A look into a table of the reader's own. It stays in memory, and goes when the page is closed."""

import pandas as pd
import streamlit as st

st.set_page_config(page_title="Upload", page_icon="🌗")
st.title("Upload")

file = st.file_uploader("A CSV file", type="csv")
if file is None:
    st.stop()
try:
    table = pd.read_csv(file)
except (ValueError, UnicodeDecodeError) as error:
    st.error(f"{file.name} is not a CSV file: {error}")
    st.stop()

st.write(f"{len(table)} rows, {len(table.columns)} columns")
st.dataframe(table)
numbers = table.select_dtypes("number")
if not numbers.empty:
    st.subheader("Its numbers")
    st.dataframe(numbers.describe())
    st.bar_chart(numbers[st.selectbox("Column", numbers.columns)])
