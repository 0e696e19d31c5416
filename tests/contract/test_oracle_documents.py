"""Stock Connexion and our dispatcher over the real documents and handlers: the documents' own
examples, and what is broken about them in every way the documents tell, answered alike."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stagewire.access.authenticator import Authenticator
from stagewire.access.bootstrap import create_admin_key
from stagewire.contract import build_app
from stagewire.contract.load import Contract, Document
from stagewire.platform import Platform
from stagewire.storage.database import Database
from stagewire.storage.idempotency import DatabaseIdempotency
from tests.contract.oracle import Answer, Sent, send, stock_app
from tests.support.clock import Clock
from tests.support.databases import sqlite_copy
from tests.support.platform import contract, make_platform, tenant

DOCUMENTS = ("applications", "keys", "licenses", "links", "system", "webhooks")
# Drawn anew with every call; and the stock app does not tell handlers the request's path.
NEW = frozenset(
    (
        *("id", "shortLink", "shortCode", "prefix", "secret", "token", "app_secret", "api_key"),
        *("uri", "key", "kid", "public_key", "x"),
    )
)


def _subset() -> Contract:
    whole = contract()
    return replace(whole, documents=tuple(d for d in whole.documents if d.name in DOCUMENTS))


def _example(document: Document, operation: Any) -> Any:
    content = document.follow(operation.get("requestBody", {})).get("content", {})
    return deepcopy(content.get("application/json", {}).get("example"))


def _schema(document: Document, operation: Any) -> Any:
    content = document.follow(operation["requestBody"])["content"]["application/json"]
    return document.follow(content["schema"])


def _bodies(document: Document, operation: Any) -> Iterator[tuple[str, bytes]]:
    """The example, and the example with one thing wrong each."""
    example = _example(document, operation)
    if example is None:
        yield "no body", b""
        return
    yield "example", json.dumps(example).encode()
    schema = _schema(document, operation)
    for name in schema.get("required", ()):
        yield (
            f"{name} missing",
            json.dumps({k: v for k, v in example.items() if k != name}).encode(),
        )
    for name in example:
        yield f"{name} of no type", json.dumps(example | {name: {"no": ["type"]}}).encode()
    yield "unknown field", json.dumps(example | {"nobodyKnowsThis": 1}).encode()
    yield "a list", b"[]"
    yield "no JSON", b"{"
    yield "nothing", b""


def _path(document: Document, path: str, operation: Any) -> str:
    item = document.raw["paths"][path]
    for raw in (*item.get("parameters", ()), *operation.get("parameters", ())):
        parameter = document.follow(raw)
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(parameter["example"]))
    return path


def _queries(document: Document, operation: Any) -> Iterator[tuple[str, str]]:
    yield "", ""
    yield "unknown query", "?nobodyKnowsThis=1"
    for raw in operation.get("parameters", ()):
        parameter = document.follow(raw)
        if parameter["in"] == "query":
            name = parameter["name"]
            if "example" in parameter:
                value = json.dumps(parameter["example"]).strip('"')
                yield f"{name} of its example", f"?{name}={value}"
            if document.follow(parameter["schema"])["type"] != "string":
                yield f"{name} of no type", f"?{name}=no"


def _requests(
    document: Document, path: str, method: str, operation: Any, keys: dict[str, str]
) -> Iterator[tuple[str, Sent]]:
    where = _path(document, path, operation)
    for who, headers in (
        ("live", {"authorization": f"Bearer {keys['live']}"}),
        ("admin", {"x-admin-api-key": keys["admin"]}),
        ("nobody", {}),
        ("wrong", {"x-api-key": "sw_live_this_key_was_never_made_by_anybody"}),
    ):
        for what, query in _queries(document, operation) if method == "get" else [("", "")]:
            for how, body in _bodies(document, operation):
                if who not in ("live", "admin") and (what or how not in ("example", "no body")):
                    continue  # Without a key nothing further is looked at.
                sent = headers | ({"content-type": "application/json"} if body else {})
                yield f"{who} {what} {how}", Sent(method.upper(), where + query, sent, body)


def _plain(answer: Answer) -> Answer:
    status = 400 if answer.status == 422 else answer.status
    return Answer(status, _scrubbed(answer.body))


def _scrubbed(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: "…" if k in NEW else _scrubbed(v) for k, v in value.items()}
    if isinstance(value, list):
        # Keys made at one moment are listed by their drawn ids.
        return sorted((_scrubbed(part) for part in value), key=str)
    return value


OPERATIONS = [
    pytest.param(document, path, method, operation, id=operation["operationId"])
    for document in _subset().documents
    for path, method, operation in document.operations()
    if operation["operationId"] != "getMetrics"  # Its numbers differ from call to call.
]


class Side:
    """One of the two, with a database and keys of its own."""

    def __init__(self, app: Any, keys: dict[str, str]) -> None:
        self.app = app
        self.keys = keys


@pytest.fixture
async def sides(
    sqlite_template_file: Path, tmp_path: Path, clock: Clock
) -> AsyncIterator[tuple[Side, Side]]:
    async with AsyncExitStack() as stack:
        made = []
        for app in (_ours, _theirs):
            url = await stack.enter_async_context(sqlite_copy(sqlite_template_file, tmp_path))
            database = Database(url)
            await database.open()
            stack.push_async_callback(database.close)
            platform = make_platform(database, tmp_path, clock)
            stack.push_async_callback(platform.of(Authenticator).close)
            keys = await tenant(platform, "my-app-456", link_credits=1000)
            admin = await create_admin_key(platform, "oracle")
            made.append(Side(app(platform), {"live": keys.live, "admin": admin}))
        yield made[0], made[1]


def _ours(platform: Platform) -> Any:
    return build_app(
        _subset(),
        platform=platform,
        authenticator=platform.of(Authenticator),
        limiter=platform.limiter,
        idempotency=DatabaseIdempotency(platform.database, platform.settings.secret),
        limit_scale=1e9,
    )


def _theirs(platform: Platform) -> Any:
    return stock_app(
        _subset(),
        platform=platform,
        authenticator=platform.of(Authenticator),
        handlers_package="stagewire",
    )


@pytest.mark.parametrize(("document", "path", "method", "operation"), OPERATIONS)
async def test_both_answer_alike(
    document: Document, path: str, method: str, operation: Any, sides: tuple[Side, Side]
) -> None:
    ours, theirs = sides
    different, compared = [], 0
    for (name, mine), (_, other) in zip(
        _requests(document, path, method, operation, ours.keys),
        _requests(document, path, method, operation, theirs.keys),
        strict=True,
    ):
        first, second = await send(ours.app, mine), await send(theirs.app, other)
        compared += 1
        if _plain(first) != _plain(second):
            different.append((name, first, second))
    assert compared >= 4
    assert different == []
