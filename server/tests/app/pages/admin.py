"""Asks nobody who may see it: the environment's PAGE_GROUPS does."""

import streamlit as st

st.write("the admins' secret")
