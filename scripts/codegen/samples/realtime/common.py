"""What the samples of one operation of the WebSocket have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from codegen.ir import Contract, Exchange

# They only work in a room that is followed.
_INSIDE = frozenset(("unsubscribe", "update", "signal"))


@dataclass(frozen=True)
class Sample:
    """``id`` is the operation's. ``exchange`` is None for listening to a room."""

    contract: Contract
    id: str
    exchange: Exchange | None
    room: str

    @property
    def type(self) -> str:
        return self.exchange.request.type if self.exchange else "listen"

    @property
    def values(self) -> Mapping[str, Any]:
        """The example's fields, without those that the connection writes by itself."""
        example = self.exchange.request.example if self.exchange else {}
        return {key: one for key, one in example.items() if key not in ("type", "id")}

    @property
    def inside(self) -> bool:
        """Whether the room must be followed first."""
        return self.type in _INSIDE

    @property
    def result(self) -> str:
        """What the answer is called."""
        return self.exchange.reply.type if self.exchange else ""


def samples(contract: Contract) -> Iterator[Sample]:
    """One for each request, and one for what the server tells."""
    realtime = contract.realtime
    if realtime is None:
        return
    for one in realtime.exchanges:
        yield Sample(contract, one.id, one, one.request.example.get("room", ""))
    rooms = (one.example["room"] for one in realtime.notices if "room" in one.example)
    yield Sample(contract, realtime.listening, None, next(rooms))
