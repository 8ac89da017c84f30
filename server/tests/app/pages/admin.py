"""Asks nobody who may see it: the environment's PAGE_GROUPS does."""

import streamlit as st


@st.fragment
def part() -> None:
    """Run again by itself, without the page."""
    st.write("a part of the admins' secret")


def act() -> None:
    """Run before the page is."""
    st.write("an admin's deed")


st.write("the admins' secret")
part()
st.button("Act", on_click=act)
