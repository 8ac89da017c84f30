"""Starts the server without what keeps Streamlit's sessions apart, for the tests that show what would happen then.

Streamlit itself says who a session's user is (by its cookie, which is nobody here), and no page needs a group.
"""

import sys

from streamlit.runtime import Runtime

from streamlit_cognito import __main__ as server


def install() -> None:
    original = Runtime.connect_session

    def connect_session(self: Runtime, user_info: dict[str, object], **others: object) -> str:
        return original(self, user_info={"groups": (), "email": None, "name": None, **user_info}, **others)

    Runtime.connect_session = connect_session


server.install = install
server.protect_pages = lambda _page_groups: None
server.main(sys.argv[1:])
