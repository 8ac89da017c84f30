"""Serve ministack's Cognito on a Unix socket, for as long as the parent process lives.

Usage: ministack.py SOCKET   (standard input: a pipe that the parent holds open)

Why not the `ministack` command: that listens on a TCP port, which every local user and every web page open in a browser
can reach. On a socket in a private folder, the only way in is the front, which checks what ministack does not.
"""

import asyncio
import os
import sys
import threading

from hypercorn.asyncio import serve
from hypercorn.config import Config


def end_with_parent() -> None:
    """Leave when standard input closes, which happens even when the parent is killed by SIGKILL."""
    while os.read(0, 4096):
        pass
    try:
        os.unlink(sys.argv[1])
        os.rmdir(os.path.dirname(sys.argv[1]))
    finally:
        os._exit(0)


def main() -> None:
    """Serve until the parent ends."""
    os.umask(0o077)
    threading.Thread(target=end_with_parent, daemon=True).start()
    # Takes seconds, and the socket must be private, and end with the parent, from the first moment on.
    from ministack.app import app  # noqa: PLC0415

    sys.path.append(os.path.dirname(os.path.abspath(__file__)))
    from federation import with_federation  # noqa: PLC0415

    config = Config()
    config.bind = [f"unix:{sys.argv[1]}"]
    config.umask = 0o077
    asyncio.run(serve(with_federation(app), config))


if __name__ == "__main__":
    main()
