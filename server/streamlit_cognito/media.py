"""Keeps the files of pages to their users: what `st.download_button`, `st.image` and their like let browsers fetch.

Streamlit names a file over 1 MiB by its length and three parts of it, and keeps the first of several with one name: a
user could be served the file of another. And it serves any file to whoever names it. Here a name stands for the whole
content, cannot be guessed from it, and is worth something only to users whose own page has shown the file.
"""

import hashlib
import os
import secrets
from typing import Any

from .identity import current
from .streamlit_hooks import expect_parameters, looking_up


def protect_files() -> None:
    """Let Streamlit serve each file as it is, and only to users whose page has shown it.

    Raises:
        HookError: when this version of Streamlit keeps its files otherwise.

    """
    name_files_by_all_of_them()
    serve_files_to_their_users()
    run_deferred_downloads_for_their_session()


def name_files_by_all_of_them() -> None:
    """Give two files one name only if they are the same."""
    with looking_up():
        from streamlit.runtime import memory_media_file_storage as storage

        original = storage._calculate_file_id
    expect_parameters(original, {"data", "mimetype", "filename"})
    # Names differ from process to process: a page's files are served by the task that it sticks to.
    key = secrets.token_bytes(hashlib.blake2b.MAX_KEY_SIZE)

    def calculate_file_id(data: bytes, mimetype: str, filename: str | None = None) -> str:
        digest = hashlib.blake2b(key=key, digest_size=32)
        for part in (data, mimetype.encode(), (filename or "").encode()):
            digest.update(len(part).to_bytes(8))
            digest.update(part)
        return digest.hexdigest()

    storage._calculate_file_id = calculate_file_id


def serve_files_to_their_users() -> None:
    """Find a file only for users whose scripts have shown it.

    They have it for as long as Streamlit keeps it: through a reconnection, too. An element out of `st.cache_data`
    counts as well, because Streamlit adds its file anew for each user who gets it.
    """
    with looking_up():
        from streamlit.runtime.media_file_storage import MediaFileStorageError
        from streamlit.runtime.memory_media_file_storage import MemoryFile, MemoryMediaFileStorage

        add, get = MemoryMediaFileStorage.load_and_get_id, MemoryMediaFileStorage.get_file
        delete = MemoryMediaFileStorage.delete_file
    expect_parameters(get, {"self", "filename"})
    expect_parameters(delete, {"self", "file_id"})
    # Streamlit adds and deletes under one lock.
    users: dict[str, set[str | None]] = {}

    def load_and_get_id(self: MemoryMediaFileStorage, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - Streamlit's own arguments.
        file_id: str = add(self, *args, **kwargs)
        users.setdefault(file_id, set()).add(_user())
        return file_id

    def get_file(self: MemoryMediaFileStorage, filename: str) -> MemoryFile:
        if _user() not in users.get(os.path.splitext(filename)[0], ()):
            raise MediaFileStorageError(f"This user has no file {filename!r}")
        return get(self, filename)

    def delete_file(self: MemoryMediaFileStorage, file_id: str) -> None:
        users.pop(file_id, None)
        delete(self, file_id)

    MemoryMediaFileStorage.load_and_get_id = load_and_get_id  # type: ignore[method-assign] # There is no setting.
    MemoryMediaFileStorage.get_file = get_file  # type: ignore[method-assign] # There is no setting.
    MemoryMediaFileStorage.delete_file = delete_file  # type: ignore[method-assign] # There is no setting.


def _user() -> str | None:
    """Return the `sub` whose script runs, or whose request or click is served; None in an app's own threads."""
    from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

    context = get_script_run_ctx(suppress_warning=True)
    user: Any = current.get() if context is None else context.user_info
    return user.get("sub") if user else None


def run_deferred_downloads_for_their_session() -> None:
    """Run what makes a download's file for nobody but the session whose page has the button."""
    with looking_up():
        from streamlit.runtime.backend_operation_handler import DeferredFileHandler
        from streamlit.runtime.media_file_manager import MediaFileManager

        original = DeferredFileHandler.handle
        expect_parameters(MediaFileManager.execute_deferred, {"self", "file_id"})
    expect_parameters(original, {"self", "request", "session_id"})

    async def handle(self: DeferredFileHandler, request: Any, session_id: str) -> Any:  # noqa: ANN401 - Streamlit's own arguments.
        deferred = self._get_media_file_mgr()._deferred_callables.get(request.deferred_file.file_id)
        if deferred is not None and deferred["session_id"] != session_id:
            raise PermissionError("The download is of another session.")
        return await original(self, request, session_id)

    DeferredFileHandler.handle = handle  # type: ignore[method-assign] # There is no setting.
