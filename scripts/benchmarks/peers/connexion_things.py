"""Stock Connexion over the lowered document: AsyncApp with its default middlewares, validating
requests strictly and responses."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from connexion import AsyncApp
from connexion.exceptions import OAuthProblem
from starlette.exceptions import HTTPException

from benchmarks.contract import write_contract
from benchmarks.peers.limit import FixedWindow
from benchmarks.peers.things import handlers
from benchmarks.things import KEY, operations
from stagewire.contract.load import load_contract
from stagewire.contract.lower import lower

KEYS = {KEY: ["things:read", "things:write"]}
LIMIT = FixedWindow(10**9)


# Stock Connexion wants it said, since errors are documented with another content type.
JSON = {"Content-Type": "application/json"}
Answer = tuple[dict[str, Any], int, dict[str, str]]


async def create_thing(body: dict[str, Any]) -> Answer:
    return handlers.created(body), 201, JSON


async def get_thing(thing_id: int, page_size: int, sort: str) -> Answer:
    return handlers.found(thing_id), 200, JSON


async def caller(key: str, required_scopes: list[str] | None = None) -> dict[str, Any]:
    """The API key security function. It counts too: the limit has no other place here."""
    scopes = KEYS.get(key)
    if scopes is None:
        raise OAuthProblem("The API key is missing or wrong.")
    if not LIMIT.hit(key).allowed:
        raise HTTPException(429, "Too many requests.")
    return {"uid": key, "scope": scopes}


def handler_of(operation_id: str) -> Callable[..., Any]:
    return create_thing if operation_id.startswith("createThing") else get_thing


def create() -> AsyncApp:
    with tempfile.TemporaryDirectory() as folder:
        contract = load_contract(write_contract(Path(folder) / "openapi", operations()))
    specification = lower(contract.document("things"))
    scheme = specification["components"]["securitySchemes"]["appKey"]
    scheme["x-apikeyInfoFunc"] = f"{__name__}.caller"
    app = AsyncApp(__name__, strict_validation=True, validate_responses=True, pythonic_params=True)
    app.add_api(specification, resolver=handler_of)
    return app
