"""What a browser's message is made of, counted before anything reads it.

Protocol Buffers write an empty widget, name or number in a byte or two, and make an object of it: a message of the 25
MB that Streamlit takes would become close to a gigabyte in a task's memory, only by being read.

Source: "Encoding" in the documentation of Protocol Buffers.
"""

from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg

MAX_PARTS = 100_000
"""Fields, and numbers of a list. A widget takes a few; each of them, a hundred bytes of memory or so."""
MAX_VARINT = 10
"""Bytes of a number."""

_VARINT, _EIGHT_BYTES, _LENGTH, _GROUP, _END_OF_GROUP, _FOUR_BYTES = range(6)
_FIXED = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}
_Fields = dict[int, Any]
"""What there is to count in the fields of a kind of message, by their numbers: further fields, or None for numbers."""


def _fields_of(kind: Any, known: dict[str, _Fields]) -> _Fields:  # noqa: ANN401 - Its library has no types.
    if kind.full_name not in known:
        fields = known[kind.full_name] = {}
        for field in kind.fields:
            if field.message_type is not None:
                fields[field.number] = _fields_of(field.message_type, known)
            elif field.cpp_type != field.CPPTYPE_STRING:
                fields[field.number] = None
    return known[kind.full_name]


_FIELDS = _fields_of(BackMsg.DESCRIPTOR, {})


def is_too_much(message: bytes) -> bool:
    """Whether a message has more parts than any page sends, or cannot be read."""
    try:
        return _count(message, 0, len(message), _FIELDS, MAX_PARTS) < 0
    except (ValueError, IndexError):
        return True


def _count(message: bytes, at: int, end: int, fields: _Fields, left: int) -> int:
    """Return how many more parts there may be after those between two places; fewer than 0 when there are too many.

    Raises:
        ValueError: when they are no parts.
        IndexError: when the message ends in a part.

    """
    while at < end and left >= 0:
        left -= 1
        tag, at = _varint(message, at)
        number, wire = tag >> 3, tag & 7
        if wire == _VARINT:
            _, at = _varint(message, at)
        elif wire in _FIXED:
            at += _FIXED[wire]
        elif wire == _LENGTH:
            length, at = _varint(message, at)
            if at + length > end:
                raise ValueError("a part is longer than what it is in")
            if number in fields:
                inner = fields[number]
                # Of a list of numbers, each takes a byte at least.
                left = left - length if inner is None else _count(message, at, at + length, inner, left)
            at += length
        elif wire not in (_GROUP, _END_OF_GROUP):
            # What is between those two is counted as if it stood by itself: Streamlit has no groups.
            raise ValueError("there is no such part")
    return left


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Return a number and the place after it."""
    value = 0
    for shift in range(0, 7 * MAX_VARINT, 7):
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte <= 0x7F:  # noqa: PLR2004 - The highest bit says that there is more.
            return value, at
    raise ValueError("there is no such number")
