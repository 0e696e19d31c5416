"""What the docs tell about the WebSocket, read from `realtime.asyncapi.yaml`.

It has no OpenAPI document to be shown by the reference bundle, and the bundle made for AsyncAPI
compiles code in the page, which our Content-Security-Policy forbids. So its page is our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from codegen.docs.facts import duration
from codegen.docs.markup import inline
from codegen.docs.schemas import Row, lines, rows
from codegen.ir import Exchange, Message, Realtime
from stagewire.contract.load import Document
from stagewire.contract.messages import FILE

NAME = "websocket"
SAMPLES = "realtime-ws"

SECTIONS = (
    ("overview", "Overview"),
    ("conversation", "A conversation"),
    ("try", "Try it"),
    ("requests", "What a client sends"),
    ("notices", "What the server tells"),
    ("shapes", "Shapes"),
    ("limits", "Limits"),
    ("close-codes", "Close codes"),
)


@dataclass(frozen=True)
class Told:
    """A message as the page shows it. ``rows`` name the shapes they lead to; ``lines`` are the same
    as a Markdown list."""

    message: Message
    rows: list[Row]
    lines: list[str]
    examples: list[Mapping[str, Any]]


@dataclass(frozen=True)
class Asked:
    """A request with its answer. ``anchor`` is where the page shows it."""

    exchange: Exchange
    request: Told
    reply: Told

    @property
    def anchor(self) -> str:
        return self.request.message.name

    # What its samples are found by, as an operation's are.
    @property
    def api(self) -> str:
        return SAMPLES

    @property
    def id(self) -> str:
        return self.exchange.id


@dataclass(frozen=True)
class Listening:
    """The operation by which the server tells its notices, as its samples are found."""

    id: str
    api: str = SAMPLES


@dataclass(frozen=True)
class Shape:
    """An object that several messages carry."""

    name: str
    description: str
    rows: list[Row]
    lines: list[str]


@dataclass(frozen=True)
class Limit:
    """``name`` is the document's, ``value`` for people, with its unit."""

    name: str
    value: str


class Socket:
    """The WebSocket's document. It has a ``name``, ``title`` and ``info`` as an API has."""

    name = NAME
    title = "WebSocket"

    def __init__(self, realtime: Realtime) -> None:
        self.realtime = realtime
        self.info: Mapping[str, Any] = {
            **realtime.document["info"],
            "summary": "Rooms live: subscribe, publish, presence, history and recovery over one "
            "connection.",
        }
        self._document = Document(NAME, Path(FILE), dict(realtime.document))
        self.requests = [
            Asked(one, self._told(one.request), self._told(one.reply)) for one in realtime.exchanges
        ]
        self.notices = [self._told(one) for one in realtime.notices]
        self.listening = Listening(realtime.listening)
        self.shapes = sorted(self._shapes(), key=lambda shape: shape.name)
        self.limits = list(_limits(realtime.document["x-realtime-limits"]))
        self.close_codes = realtime.close_codes

    def _told(self, message: Message) -> Told:
        raw = self._document.raw["components"]["messages"][message.name]
        found = list(self._rows(raw["payload"], not message.from_server))
        return Told(
            message=message,
            rows=found,
            lines=list(_lines(found, not message.from_server)),
            examples=[one["payload"] for one in raw["examples"]],
        )

    def _rows(self, schema: Any, request: bool) -> Iterator[Row]:
        for row in rows(self._document, schema, request, components=False):
            # More about an object stands where its shape is told.
            first = row.description.partition("\n\n")[0]
            yield row._replace(description=first) if row.shape else row

    def _shapes(self) -> Iterator[Shape]:
        """Every object that a message leads to, in the order in which they are met."""
        told = [part for one in self.requests for part in (one.request, one.reply)]
        met = [row.shape for one in (*told, *self.notices) for row in one.rows if row.shape]
        known: set[str] = set()
        while met:
            name = met.pop(0)
            if name not in known:
                known.add(name)
                schema = self._document.raw["components"]["schemas"][name]
                found = list(self._rows(schema, False))
                met += [row.shape for row in found if row.shape]
                yield Shape(name, schema.get("description", ""), found, list(_lines(found, True)))

    def conversation(self) -> Iterator[Message]:
        """The first minute of a connection: it is welcomed, follows a room, tells it something and
        hears of it."""
        known = {one.name: one for one in self.realtime.messages}
        for name in ("welcome", "subscribe", "subscribed", "publish", "published", "event"):
            if name in known:
                yield known[name]


def _lines(found: list[Row], request: bool) -> Iterator[str]:
    """As `schemas.lines`, naming the shape where there is one."""
    shaped = (row._replace(type=shaped_type(row)) for row in found)
    return lines(shaped, request)


def shaped_type(row: Row) -> str:
    """`object` with the name of what it is: `array of Member`."""
    return row.type.replace("object", row.shape, 1) if row.shape else row.type


def shaped(row: Row) -> Markup:
    """The same as HTML, leading to where the shape is told."""
    if not row.shape:
        return inline(row.type)
    link = Markup('<a href="#shape-{0}">{0}</a>').format(row.shape)
    return inline(row.type).replace("object", link, 1)


def search_index(socket: Socket) -> Iterator[dict[str, str]]:
    """What the search finds of it: messages, sections, shapes and close codes."""

    def entry(title: str, detail: str, anchor: str, words: str = "") -> dict[str, str]:
        url = f"/docs/{NAME}#{anchor}"
        return {"title": title, "detail": detail, "where": socket.title, "url": url, "words": words}

    for one in socket.requests:
        request, reply = one.request.message, one.reply.message
        words = f"{one.exchange.id} {request.summary} {reply.summary}".lower()
        yield entry(one.exchange.summary, f"{request.type} → {reply.type}", one.anchor, words)
    for told in socket.notices:
        message = told.message
        yield entry(message.title, f"← {message.type}", message.name, message.summary.lower())
    for anchor, title in SECTIONS:
        yield entry(title, "", anchor, "websocket realtime")
    for code in socket.close_codes:
        yield entry(
            f"{code.code} {code.name}", code.description, f"close-{code.code}", "close code"
        )


def _limits(entries: Mapping[str, int]) -> Iterator[Limit]:
    for name, value in entries.items():
        if name.endswith("Bytes"):
            yield Limit(name, _size(value))
        elif name.endswith("Seconds"):
            yield Limit(name, duration(value))
        else:
            yield Limit(name, f"{value:,}".replace(",", "\N{NO-BREAK SPACE}"))


def _size(count: int) -> str:
    for size, name in ((2**20, "MiB"), (2**10, "KiB")):
        if count % size == 0:
            return f"{count // size} {name}"
    return f"{count} bytes"
