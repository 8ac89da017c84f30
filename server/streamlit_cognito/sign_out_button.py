"""A button that signs out, for apps that want one in a place of their own."""

import streamlit as st

KEY = "streamlit-cognito-sign-out"
"""Streamlit makes a class of it, by which the page's script knows the button."""


def sign_out_button(label: str = "Sign out") -> None:
    """Show a button that ends the user's session. The page's own control does the same."""
    if st.button(label, key=KEY, icon=":material/logout:"):
        # The page's script has sent the form by now, and this is not seen; else it is the way.
        st.html('<a href="/sign-out">Continue to sign out</a>')
