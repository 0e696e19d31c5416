"""Which requests of the WebSocket may be sent again when the connection broke before the answer."""

from __future__ import annotations

from codegen.ir import Message

# They read something, or say how something shall be: twice is as once.
_HARMLESS = frozenset(("subscribe", "unsubscribe", "presence", "update", "history", "ping"))


def keyed(request: Message) -> bool:
    """Whether a `key` makes its repetition safe; clients make one for each request."""
    return any(one.name == "key" for one in request.model.fields)


def repeatable(request: Message) -> bool:
    """Whether a client sends it again by itself. What is new here is not, unless it has a key."""
    return keyed(request) or request.type in _HARMLESS
