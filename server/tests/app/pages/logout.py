"""Signs out as Streamlit's documentation shows it."""

import streamlit as st

st.write(f"known as {st.user.to_dict().get('username')}")
if st.button("Log out"):
    st.logout()
