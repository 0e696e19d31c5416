"""The handlers that Stagewire's contract engine finds by name; they do no work of their own, so
that the layers above them are what is measured."""

from __future__ import annotations

from typing import Any, Literal

from benchmarks.things import CREATED_AT, THING
from stagewire.contract.types import Call

MOST = 500


async def create_thing(call: Call[Any], *, body: dict[str, Any]) -> dict[str, Any]:
    return created(body)


async def get_thing(
    call: Call[Any], *, thing_id: int, page_size: int, sort: Literal["asc", "desc"]
) -> dict[str, Any]:
    return found(thing_id)


def created(body: dict[str, Any]) -> dict[str, Any]:
    return {"id": 1, "shortCode": "k7Bx2", "createdAt": CREATED_AT, **body}


def found(thing_id: int) -> dict[str, Any]:
    return {**THING, "id": thing_id}


for number in range(MOST):
    globals()[f"create_thing{number}"] = create_thing
    globals()[f"get_thing{number}"] = get_thing
