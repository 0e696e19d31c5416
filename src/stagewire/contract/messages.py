"""The realtime contract: `realtime.asyncapi.yaml` (AsyncAPI 3.0), bundled and compiled.

Messages are told apart by their `type`. What the server receives and what it sends are checked by
validators of their own; limits and close codes stand in the document too, so that the engine
repeats none of them. Whatever is wrong with the document is a ContractError at start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from stagewire.contract.load import ContractError, Document, Json, bundle, find_openapi
from stagewire.contract.schemas import Schema, Schemas, Side, escape, sentence

FILE = "realtime.asyncapi.yaml"
_MESSAGE = "#/components/messages/"
_MEMBER = 256
"""Bytes a member takes besides its state, at most but for names beyond ASCII."""


@dataclass(frozen=True, slots=True)
class RealtimeLimits:
    """`x-realtime-limits`. Rates are per connection unless they say otherwise; ``…_seconds`` are
    durations, ``…_bytes`` sizes. A burst may take one second's worth at once."""

    connections_per_ip: int
    connections_per_application: int
    rooms_per_connection: int
    members_per_room: int
    state_bytes: int
    messages_per_second: int
    messages_per_second_per_ip: int
    messages_per_second_per_application: int
    bytes_per_second: int
    message_bytes: int
    queue_bytes: int
    history_events: int
    history_bytes: int
    history_seconds: int
    ping_seconds: int
    auth_seconds: int
    presence_lease_seconds: int

    def scaled(self, factor: float) -> RealtimeLimits:
        """With the limits of what clients may do multiplied, for load tests. What bounds memory
        stays."""
        if factor == 1:
            return self
        return replace(
            self, **{name: max(int(getattr(self, name) * factor), 1) for name in _SCALED}
        )


_SCALED = (
    "connections_per_ip",
    "connections_per_application",
    "messages_per_second",
    "messages_per_second_per_ip",
    "messages_per_second_per_application",
    "bytes_per_second",
)


class CloseCode(NamedTuple):
    """An entry of `x-close-codes`. ``reconnect`` tells a client whether trying again helps."""

    code: int
    name: str
    reconnect: bool
    description: str


@dataclass(frozen=True, slots=True)
class Messages:
    """``incoming`` and ``outgoing`` are compiled payload schemas by message type, ``address`` the
    path of the WebSocket, ``close_codes`` by name."""

    document: Document
    address: str
    incoming: Mapping[str, Schema]
    outgoing: Mapping[str, Schema]
    limits: RealtimeLimits
    close_codes: Mapping[str, CloseCode]

    def incoming_payload(self, name: str) -> Json:
        """The payload schema of a message to the server, as the document has it."""
        payload: Json = self.document.raw["components"]["messages"][name]["payload"]
        return payload


def load_messages(folder: Path | None = None) -> Messages:
    """Reads and compiles the document of the folder (by default `find_openapi()`)."""
    path = (folder or find_openapi()) / FILE
    document = Document(path.stem.partition(".")[0], path, bundle(path))
    raw = document.raw
    if not str(raw.get("asyncapi", "")).startswith("3."):
        raise ContractError(FILE, "asyncapi", "must be 3.0.x")
    schemas = Schemas(document)
    sides: dict[str, dict[str, Schema]] = {"receive": {}, "send": {}}
    used: set[str] = set()
    for place, action, name in _sides(document):
        if action not in sides:
            raise ContractError(FILE, place, "action must be receive or send")
        used.add(name)
        kind, schema = _compile(document, schemas, name, action)
        known = sides[action].get(kind)
        if known is not None and known is not schema:
            raise ContractError(FILE, place, f"the type {kind} is {action}d in two forms")
        sides[action][kind] = schema
    for name in _components(raw, "messages"):
        if name not in used:
            raise ContractError(FILE, f"components.messages.{name}", "belongs to no operation")
    return Messages(
        document=document,
        address=_address(raw),
        incoming=sides["receive"],
        outgoing=sides["send"],
        limits=_limits(raw),
        close_codes=_close_codes(raw),
    )


def _sides(document: Document) -> Iterator[tuple[str, str, str]]:
    """(place, `receive` or `send`, component name) of every message an operation names; the reply
    to what is received is sent."""
    for operation_id, operation in document.raw.get("operations", {}).items():
        place = f"operations.{operation_id}"
        for reference in operation.get("messages", ()):
            yield place, operation.get("action", ""), _name(document, reference, place)
        for reference in operation.get("reply", {}).get("messages", ()):
            yield f"{place}.reply", "send", _name(document, reference, place)


def _name(document: Document, reference: Any, place: str) -> str:
    """The component a reference leads to, through the channel's own list."""
    pointer = reference.get("$ref", "") if isinstance(reference, dict) else ""
    _, pointer = document.locate(reference, pointer)
    if not pointer.startswith(_MESSAGE.removeprefix("#")):
        raise ContractError(FILE, place, f"{pointer or reference} must lead to {_MESSAGE}<name>")
    return pointer.rpartition("/")[2]


def _compile(document: Document, schemas: Schemas, name: str, action: str) -> tuple[str, Schema]:
    place = f"components.messages.{name}"
    message = document.raw["components"]["messages"][name]
    payload = message.get("payload", {})
    kinds = payload.get("properties", {}).get("type", {}).get("enum", ())
    if len(kinds) != 1 or "type" not in payload.get("required", ()):
        raise ContractError(FILE, f"{place}.payload", "must require `type` with one enum value")
    side: Side = "request" if action == "receive" else "response"
    schema = schemas.at(f"/components/messages/{escape(name)}/payload", side)
    examples = message.get("examples", ())
    if not examples:
        raise ContractError(FILE, place, "has no example")
    for number, example in enumerate(examples):
        value = example.get("payload")
        if not schema.is_valid(value):
            wrong = sentence(schema.findings(value).errors)
            raise ContractError(FILE, f"{place}.examples.{number}", f"does not fit: {wrong}")
    return kinds[0], schema


def _components(raw: Json, section: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = raw.get("components", {}).get(section) or {}
    return found


def _address(raw: Json) -> str:
    addresses = {channel.get("address") for channel in raw.get("channels", {}).values()}
    if len(addresses) != 1:
        raise ContractError(FILE, "channels", "must have one address: one WebSocket serves all")
    address = addresses.pop()
    if not isinstance(address, str) or not address.startswith("/"):
        raise ContractError(FILE, "channels", "the address must begin with /")
    return address


def _limits(raw: Json) -> RealtimeLimits:
    entries = raw.get("x-realtime-limits") or {}
    names = {_camel(field.name): field.name for field in fields(RealtimeLimits)}
    for name in sorted(names.keys() ^ entries.keys()):
        rule = "is missing" if name in names else "is no limit that is known"
        raise ContractError(FILE, f"x-realtime-limits.{name}", rule)
    for name, value in entries.items():
        if type(value) is not int or value < 1:
            raise ContractError(
                FILE, f"x-realtime-limits.{name}", "must be a whole number of at least 1"
            )
    limits = RealtimeLimits(**{names[name]: value for name, value in entries.items()})
    # What is recovered and who is there come in one message: it must fit into the queue, or nobody
    # could enter a room that is full.
    if limits.history_bytes * 2 > limits.queue_bytes:
        raise ContractError(
            FILE, "x-realtime-limits.historyBytes", "must be at most half of queueBytes"
        )
    if limits.members_per_room * (limits.state_bytes + _MEMBER) * 2 > limits.queue_bytes:
        raise ContractError(
            FILE, "x-realtime-limits.stateBytes", "of all members must fit into half of queueBytes"
        )
    return limits


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


_NEEDED = frozenset(
    (
        *("going_away", "protocol_error", "unsupported_data", "invalid_text", "message_too_big"),
        *("unauthorized", "forbidden", "token_expired", "disconnected", "application_disabled"),
        *("slow_consumer", "too_many_connections", "ping_timeout", "internal_error"),
    )
)


def _close_codes(raw: Json) -> dict[str, CloseCode]:
    found: dict[str, CloseCode] = {}
    for number, entry in enumerate(raw.get("x-close-codes") or ()):
        try:
            code = CloseCode(**entry)
        except TypeError as error:
            rule = f"must have {', '.join(CloseCode._fields)} ({error})"
            raise ContractError(FILE, f"x-close-codes.{number}", rule) from None
        if code.name in found or any(code.code == known.code for known in found.values()):
            raise ContractError(FILE, f"x-close-codes.{number}", "stands twice")
        found[code.name] = code
    for name in sorted(_NEEDED - found.keys()):
        raise ContractError(FILE, "x-close-codes", f"{name} is missing")
    return found
