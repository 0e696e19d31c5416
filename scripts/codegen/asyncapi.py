"""The WebSocket's document, `realtime.asyncapi.yaml`, as the representation of `ir.py`.

What each message carries is read as the objects of the HTTP APIs are, so a schema that both share
is one model. `type` and `id` are no fields of a message: every message has them, and a client's
connection writes and reads them by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from codegen.ir import Exchange, Field, Message, Model, Realtime
from codegen.naming import pascal
from stagewire.contract.load import Document
from stagewire.contract.messages import Messages

Json = Mapping[str, Any]

# What tells messages and answers apart; not what they say.
_ENVELOPE = ("type", "id")


class SchemaReader(Protocol):
    """What `build.py` lends: it reads schemas and knows the models met so far."""

    document: Document

    def fields(self, name: str, raw: Json, place: str) -> tuple[Field, ...]: ...

    def fail(self, place: str, problem: str) -> Exception: ...


def read(messages: Messages, reader: SchemaReader) -> Realtime:
    """``messages`` is the compiled document, ``reader`` reads the same document's schemas."""
    return _Reader(messages, reader).realtime()


class _Reader:
    def __init__(self, messages: Messages, reader: SchemaReader) -> None:
        self.messages = messages
        self.document = messages.document
        self.reader = reader
        self._known: dict[str, Message] = {}

    def realtime(self) -> Realtime:
        raw = self.document.raw
        info = raw["info"]
        return Realtime(
            title=info["title"],
            version=info["version"],
            description=info.get("description", "").strip(),
            address=self.messages.address,
            exchanges=tuple(self._exchanges(raw["operations"])),
            notices=tuple(self._notices(raw["operations"])),
            close_codes=tuple(self.messages.close_codes.values()),
            limits=self.messages.limits,
            document=raw,
        )

    def _exchanges(self, operations: Json) -> Iterator[Exchange]:
        asked: set[str] = set()
        for key, raw in operations.items():
            if raw["action"] != "receive":
                continue
            place = f"operations.{key}"
            request = self._only(raw["messages"], place, from_server=False)
            replies = raw.get("reply", {}).get("messages", ())
            reply = self._only(replies, f"{place}.reply", from_server=True)
            for one in (request, reply):
                if not one.has_id:
                    raise self.reader.fail(place, f"{one.name} needs an `id`, to pair the two")
            if request.type in asked:
                raise self.reader.fail(place, f"{request.type} is asked by another operation")
            asked.add(request.type)
            yield Exchange(key, raw.get("summary", ""), request, reply)

    def _notices(self, operations: Json) -> Iterator[Message]:
        for raw in operations.values():
            if raw["action"] == "send":
                for reference in raw["messages"]:
                    yield self._message(reference, from_server=True)

    def _only(self, references: Any, place: str, *, from_server: bool) -> Message:
        if len(references) != 1:
            raise self.reader.fail(place, "must name exactly one message")
        return self._message(references[0], from_server=from_server)

    def _message(self, reference: Json, *, from_server: bool) -> Message:
        raw, pointer = self.document.locate(reference, "")
        name = pointer.rpartition("/")[2]
        if name not in self._known:
            place = f"components.messages.{name}.payload"
            payload = self.document.follow(raw["payload"])
            own = {
                **payload,
                "properties": {
                    key: one for key, one in payload["properties"].items() if key not in _ENVELOPE
                },
            }
            summary = raw.get("summary", "")
            fields = self.reader.fields(pascal(name), own, place)
            self._known[name] = Message(
                name=name,
                type=payload["properties"]["type"]["enum"][0],
                title=raw.get("title", name),
                summary=summary,
                from_server=from_server,
                model=Model(
                    name=pascal(name) + "Message",
                    description=summary,
                    all_fields=fields,
                    request=not from_server,
                    response=from_server,
                    client=True,
                ),
                has_id="id" in payload["properties"],
                example=raw["examples"][0]["payload"],
            )
        return self._known[name]
