"""The contract as the generators see it: APIs, operations and types, free of any language.

Everything here is data. `build.py` makes it from the bundled documents; the generators only read
it, so that pagination, retries, keys and errors come out alike in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from stagewire.contract.load import Contract as Source
from stagewire.contract.messages import CloseCode, RealtimeLimits
from stagewire.contract.types import LimitRule

SHARED = "shared"

# --- types -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scalar:
    """One value. `any` is any JSON value; `bytes` stands for answers that are no JSON."""

    kind: Literal["string", "integer", "number", "boolean", "datetime", "date", "any", "bytes"]


@dataclass(frozen=True)
class Choice:
    """One of a few values. ``name`` is unique in the contract; ``component`` says that the
    contract named it, else the name was made from the place it stands in."""

    name: str
    values: tuple[str | int | bool, ...]
    component: bool = False
    description: str = ""


@dataclass(frozen=True)
class ListOf:
    item: Type


@dataclass(frozen=True)
class MapOf:
    item: Type


@dataclass(frozen=True)
class Ref:
    """A model of the contract, by name."""

    name: str


@dataclass(frozen=True)
class Nullable:
    """The type, or null. Never nested."""

    item: Type


@dataclass(frozen=True)
class OneOf:
    """Any of several scalars."""

    members: tuple[Type, ...]


Type = Scalar | Choice | ListOf | MapOf | Ref | Nullable | OneOf


def parts(node: Type) -> Iterator[Type]:
    """The type and everything inside it, without following references."""
    yield node
    match node:
        case ListOf(item) | MapOf(item) | Nullable(item):
            yield from parts(item)
        case OneOf(members):
            for member in members:
                yield from parts(member)


# --- models ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Field:
    name: str
    type: Type
    required: bool
    description: str = ""
    default: Any = None
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False


@dataclass
class Model:
    """An object with named properties. ``request`` and ``response`` say where it travels,
    ``client`` whether a client ever sees it (models of error answers it does not: every client has
    one error type for them)."""

    name: str
    description: str
    all_fields: tuple[Field, ...]
    component: bool = True
    request: bool = False
    response: bool = False
    client: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that can be on the wire in the directions it travels."""
        return tuple(
            one
            for one in self.all_fields
            if not (one.read_only and not self.response)
            and not (one.write_only and not self.request)
        )


# --- operations ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parameter:
    name: str
    place: Literal["path", "query", "header"]
    type: Type
    required: bool
    description: str
    example: Any
    default: Any = None
    deprecated: bool = False


@dataclass(frozen=True)
class Body:
    type: Type
    required: bool
    example: Any


@dataclass(frozen=True)
class Result:
    """What a call answers: ``type`` None for nothing; ``encoding`` says how it is read."""

    type: Type | None
    encoding: Literal["json", "text", "bytes", "none"]
    media_types: tuple[str, ...]
    example: Any = None


@dataclass(frozen=True)
class Auth:
    """How a client sends its key: ``header`` with ``prefix`` before the key. ``optional`` when the
    operation answers without one too."""

    header: str
    prefix: str
    optional: bool


@dataclass(frozen=True)
class Pages:
    """The answer is a page: ``items`` is the property with the items, ``item`` their type, and
    ``parameter`` the one that asks for a page by number."""

    items: str
    item: Type
    parameter: str


@dataclass(frozen=True)
class ErrorAnswer:
    status: int
    description: str
    media_type: str
    example: Any


@dataclass(frozen=True)
class Operation:
    id: str
    api: str
    method: str
    path: str
    tag: str
    summary: str
    description: str
    deprecated: bool
    parameters: tuple[Parameter, ...]
    body: Body | None
    result: Result
    errors: tuple[ErrorAnswer, ...]
    auth: Auth | None
    schemes: tuple[str, ...]
    scopes: tuple[str, ...]
    idempotency_key: bool
    pages: Pages | None
    limits: tuple[LimitRule, ...]

    @property
    def path_parameters(self) -> tuple[Parameter, ...]:
        """In the order in which they stand in the path."""
        found = [one for one in self.parameters if one.place == "path"]
        return tuple(sorted(found, key=lambda one: self.path.index("{" + one.name + "}")))

    @property
    def other_parameters(self) -> tuple[Parameter, ...]:
        return tuple(one for one in self.parameters if one.place != "path")


@dataclass(frozen=True)
class Event:
    """What the server sends to webhooks under ``name``, its `type`. ``model`` is the whole body."""

    name: str
    api: str
    summary: str
    model: str


@dataclass(frozen=True)
class Api:
    """One document. ``document`` is the bundled OpenAPI 3.1 document itself."""

    name: str
    title: str
    version: str
    summary: str
    description: str
    error_format: str
    operations: tuple[Operation, ...]
    document: Mapping[str, Any]


# --- the WebSocket ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Message:
    """One kind of message. ``name`` is the document's and unique, ``type`` is how the wire tells it
    apart among those of its direction. ``model`` has its fields without `type` and `id`; it is in
    no `Contract.models`, the objects inside it are. ``has_id`` says that an `id` pairs it with the
    other side's; ``example`` is the whole message."""

    name: str
    type: str
    title: str
    summary: str
    from_server: bool
    model: Model
    has_id: bool
    example: Mapping[str, Any]


@dataclass(frozen=True)
class Exchange:
    """A request of the client, and what the server answers unless it answers `error`."""

    id: str
    summary: str
    request: Message
    reply: Message


@dataclass(frozen=True)
class Realtime:
    """The WebSocket's document. ``address`` is its path; ``notices`` are what the server tells
    unasked, `error` among them; ``document`` is the bundled AsyncAPI 3.0 document itself."""

    title: str
    version: str
    description: str
    address: str
    exchanges: tuple[Exchange, ...]
    notices: tuple[Message, ...]
    close_codes: tuple[CloseCode, ...]
    limits: RealtimeLimits
    document: Mapping[str, Any]

    @property
    def messages(self) -> tuple[Message, ...]:
        """Every message once: requests, their replies, notices."""
        requests = [one.request for one in self.exchanges]
        replies = [one.reply for one in self.exchanges]
        found = {one.name: one for one in (*requests, *replies, *self.notices)}
        return tuple(found.values())

    @property
    def listening(self) -> str:
        """The id of the operation by which the server tells its notices."""
        operations: Mapping[str, Any] = self.document["operations"]
        return next(key for key, raw in operations.items() if raw["action"] == "send")


@dataclass(frozen=True)
class Contract:
    """All of it. ``version`` is the package's, which the clients carry; ``source`` is what the
    server itself compiles, for generators that need scopes, tiers or whole documents."""

    version: str
    apis: tuple[Api, ...]
    models: Mapping[str, Model]
    choices: Mapping[str, Choice]
    homes: Mapping[str, str]
    """The one API that has the model or choice of this name, or SHARED."""
    schemas: Mapping[str, Mapping[str, Type]] = field(default_factory=dict)
    """Every component schema, by API: what the typed models of the server are made of."""
    source: Source | None = None
    events: tuple[Event, ...] = ()
    """By name."""
    realtime: Realtime | None = None
    """The WebSocket; None where the contract has no AsyncAPI document."""

    def operations(self) -> Iterator[Operation]:
        for api in self.apis:
            yield from api.operations

    def client_models(self, home: str | None = None) -> list[Model]:
        return [
            model
            for model in self.models.values()
            if model.client and home in (None, self.homes[model.name])
        ]

    def client_homes(self, choices: Iterable[Choice]) -> set[str]:
        """Where the models that clients meet live, and the given choices."""
        found = {self.homes[one.name] for one in self.client_models()}
        return found | {self.homes[one.name] for one in choices}

    def client_choices(self) -> list[Choice]:
        """The named choices that clients meet, in fields and parameters."""
        met: dict[str, Choice] = {}
        for node in self._client_types():
            for part in parts(node):
                if isinstance(part, Choice):
                    met.setdefault(part.name, part)
        return [met[name] for name in sorted(met)]

    def _client_types(self) -> Iterator[Type]:
        for operation in self.operations():
            for parameter in operation.parameters:
                yield parameter.type
        for model in self.client_models():
            for one in model.fields:
                yield one.type
        for message in self.realtime.messages if self.realtime else ():
            for one in message.model.fields:
                yield one.type
