"""The data that the pages share."""

from pathlib import Path

import pandas as pd
import streamlit as st

DATA = Path(__file__).parent / "data" / "daylight.csv"


@st.cache_data
def load() -> pd.DataFrame:
    """Return hours between sunrise and sunset: a row for each city and each week of 2026."""
    return pd.read_csv(DATA, parse_dates=["date"])
