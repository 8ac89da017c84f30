"""Has a file of each kind: one of each user's own, one made at a click, and one of a cached element for all."""

import streamlit as st


def report() -> bytes:
    """Differ from everybody else's in one line only."""
    lines = [b"%08d,public,row,..............................\n" % number for number in range(30_000)]
    lines[6_000] = b"%08d,%s\n" % (6_000, f"salary of {st.user.username}".ljust(38).encode())
    return b"".join(lines)


def make() -> str:
    """Run at the click, and not before."""
    return f"made for {made_for}"


@st.cache_data
def jingle() -> None:
    """Run for the first user only; replayed for all others."""
    st.audio(b"a jingle for all", "audio/mpeg")


made_for = st.user.username
st.download_button("Own", report(), "report.csv", "text/csv")
st.download_button("Made", make, "made.txt", "text/plain")
jingle()
