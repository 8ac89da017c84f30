"""Shows what is made once for everybody."""

import uuid

import streamlit as st


@st.cache_data
def made() -> str:
    """Made anew only when the cache was emptied."""
    return str(uuid.uuid4())


st.write(f"made {made()}")
