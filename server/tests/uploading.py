"""Uploads files as a browser does."""

from .running import Headers, Running

_BOUNDARY = "a-boundary"
MULTIPART = ("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}")


def multipart(size: int, name: str = "file") -> bytes:
    disposition = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    return f"--{_BOUNDARY}\r\n{disposition}\r\n\r\n".encode() + b"x" * size + f"\r\n--{_BOUNDARY}--\r\n".encode()


FILE = 1024 * 1024 - len(multipart(0))
"""Bytes of a full file: Streamlit's limit is on the form that it comes in."""


def upload(server: Running, mine: Headers, session: str, file: str, size: int = FILE) -> int:
    path = f"/_stcore/upload_file/{session}/{file}"
    return server.request("PUT", path, [*mine, MULTIPART], multipart(size)).status
