"""Stagewire's contract engine over the same document, with the edge around it as in the server:
request id, metrics, CORS, body limit. Its limiter is the one of a single process."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.contract import write_contract
from benchmarks.things import KEY, operations
from stagewire.contract.app import ContractApp, build_app
from stagewire.contract.edge import Edge
from stagewire.contract.load import load_contract
from stagewire.contract.types import Principal, StoredAnswer
from stagewire.limits import make_limiter

CALLER = Principal(
    kind="app",
    key_id="key_1",
    app_id="app_1",
    environment="production",
    scopes=frozenset(("things:read", "things:write")),
    rate_limit=10**9,
)


class OneKey:
    """Knows the key from the start, as the server's does after its first request."""

    def cached(self, token: str) -> Principal | None:
        return CALLER if token == KEY else None

    async def authenticate(self, token: str, *, kinds: frozenset[str]) -> Principal | None:
        return None


class NothingStored:
    """No operation here honours Idempotency-Key."""

    async def begin(
        self, owner: str, operation_id: str, key: str, fingerprint: bytes
    ) -> StoredAnswer | None:
        return None

    async def finish(self, owner: str, operation_id: str, key: str, answer: StoredAnswer) -> None:
        pass

    async def abandon(self, owner: str, operation_id: str, key: str) -> None:
        pass


def engine() -> ContractApp:
    """The engine alone."""
    with tempfile.TemporaryDirectory() as folder:
        contract = load_contract(write_contract(Path(folder) / "openapi", operations()))
    return build_app(
        contract,
        platform=None,
        authenticator=OneKey(),
        limiter=make_limiter(""),
        idempotency=NothingStored(),
        handlers_package="benchmarks.peers",
        validate_responses=True,
    )


def create() -> Edge:
    """The engine behind the edge, as the server runs it."""
    app = engine()
    return Edge(app, allow=app.allow, access_log=False, respond=app.respond)
