"""Puts a Streamlit app behind a load balancer's login: who is signed in, signing out, and how a session ends."""

from .groups import in_group, pages_for, require_group
from .sign_out_button import sign_out_button

__all__ = ["in_group", "pages_for", "require_group", "sign_out_button"]
