"""Shows whose uploads the process holds."""

from typing import cast

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

storage = cast(MemoryUploadedFileManager, Runtime.instance().uploaded_file_mgr).file_storage
st.write(f"held by {[session for session, files in storage.items() if files]}")
