"""Puts a Streamlit app behind a load balancer's login: who is signed in, signing out, and how a session ends."""

try:
    from .groups import in_group, pages_for, require_group
    from .sign_out_button import sign_out_button
except ModuleNotFoundError as error:
    if error.name != "streamlit":
        raise
    # Whoever brings an app and forgot it gets this, and no traceback of files that are not theirs.
    raise SystemExit(
        "Streamlit is not installed: the app's requirements.txt does not name it. Put streamlit==1.67.* into it."
    ) from None

__all__ = ["in_group", "pages_for", "require_group", "sign_out_button"]
