"""Asks for a group itself."""

import streamlit as st

from streamlit_cognito import require_group

require_group("directors")
st.write("the directors' secret")
