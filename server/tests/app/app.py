"""Shows all that a script can know of its user and of the request."""

import gc

import streamlit as st

from streamlit_cognito import in_group

st.write("user " + repr(st.user.to_dict()))
st.write(f"plain {st.user.email} {st.user.name} {list(st.user.groups)} {st.user.is_logged_in is True}")
st.write("headers " + repr(sorted(st.context.headers.to_dict().items())))
st.write("cookies " + repr(st.context.cookies.to_dict()))
st.write(f"analyst {in_group('analysts')}")
st.write(f"looked through for garbage: {len(gc.get_objects())} of {len(gc.get_objects()) + gc.get_freeze_count()}")
