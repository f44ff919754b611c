"""Whole WebSocket messages at the beginning of what was read, which need no parser.

The `websockets` library reads a stream through nested generators. For a message that is there in one piece
this takes several times as long as everything else that is done with it, so both ends of the live room look
for those first. Anything else, and everything that follows it, is the parser's.
"""

from typing import Any

from websockets.protocol import Protocol
from websockets.streams import StreamReader

WHOLE_TEXT, WHOLE_BINARY, LENGTH_FOLLOWS = 0x81, 0x82, 126
"""Bytes of a frame's head (RFC 6455 §5.2): final and of text or binary; and the length that says that two
bytes of it follow."""
WHOLE = (WHOLE_TEXT, WHOLE_BINARY)
BETWEEN_FRAMES = StreamReader.at_eof.__code__
"""Where the library's parser stands between two messages."""


def between(end: Protocol) -> bool:
    """The parser of this end waits for the first byte of a message."""
    parsing: Any = end.parser
    for _ in range(2):  # the server's or the client's part of it, and there what both have
        parsing = getattr(parsing, "gi_yieldfrom", None)
    return getattr(parsing, "gi_code", None) is BETWEEN_FRAMES and end.current_size is None
