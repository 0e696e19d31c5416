"""The ports of the dispatcher, small and exact: keys by table, a limiter on a clock that the test
moves, an idempotency store in a dict."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stagewire.contract.app import ContractApp, build_app
from stagewire.contract.load import Contract, load_contract
from stagewire.contract.types import (
    ApiError,
    LimitRule,
    LimitState,
    Principal,
    StoredAnswer,
)

DOCUMENTS = Path(__file__).parent / "documents"
HANDLERS = "tests.contract.handlers"


class Keys:
    """Tokens name their principal: `reader`, `writer`, `admin`. Every good one is remembered, as
    the real authenticator does; ``asked`` counts the slow look-ups."""

    def __init__(self, contract: Contract) -> None:
        expand = contract.scopes.expand

        def app(key: str, *scopes: str) -> Principal:
            return Principal("app", key, "app-1", "production", expand(scopes), 100)

        self.known = {
            "reader": app("reader", "items:read"),
            "writer": app("writer", "items:write"),
            "deleter": app("deleter", "items:delete"),
            "admin": Principal("admin", "admin", None, "production", expand(["admin"]), 1000),
        }
        self.remembered: dict[str, Principal] = {}
        self.asked = 0

    def cached(self, token: str) -> Principal | None:
        return self.remembered.get(token)

    async def authenticate(self, token: str, *, kinds: frozenset[str]) -> Principal | None:
        self.asked += 1
        principal = self.known.get(token)
        if principal is None or principal.kind not in kinds:
            return None
        self.remembered[token] = principal
        return principal


class Windows:
    """Counts by fixed windows that end when the test says so."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], int] = {}

    async def hit(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        key = (rule.name, identity)
        self.counts[key] = self.counts.get(key, 0) + 1
        return self._state(rule, key, limit, self.counts[key])

    async def peek(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        key = (rule.name, identity)
        return self._state(rule, key, limit, self.counts.get(key, 0) + 1)

    def _state(self, rule: LimitRule, key: tuple[str, str], limit: int, used: int) -> LimitState:
        allowed = used <= limit
        retry = 0.0 if allowed else 12.3
        return LimitState(rule, limit, max(0, limit - used), 29.2, allowed, retry)

    def end_windows(self) -> None:
        self.counts.clear()


@dataclass
class Answers:
    """Idempotency as the port describes it."""

    held: dict[tuple[str, str, str], tuple[bytes, StoredAnswer | None]] = field(
        default_factory=dict
    )

    async def begin(
        self, owner: str, operation_id: str, key: str, fingerprint: bytes
    ) -> StoredAnswer | None:
        place = (owner, operation_id, key)
        if place not in self.held:
            self.held[place] = (fingerprint, None)
            return None
        known, answer = self.held[place]
        if known != fingerprint:
            raise ApiError(422, "idempotency_key_reused", "The key belongs to another request.")
        if answer is None:
            raise ApiError(409, "idempotency_in_progress", "The first request still runs.")
        return answer

    async def finish(self, owner: str, operation_id: str, key: str, answer: StoredAnswer) -> None:
        place = (owner, operation_id, key)
        self.held[place] = (self.held[place][0], answer)

    async def abandon(self, owner: str, operation_id: str, key: str) -> None:
        del self.held[owner, operation_id, key]


@dataclass
class World:
    """One app over the test documents with everything it talks to."""

    app: ContractApp
    keys: Keys
    limiter: Windows
    answers: Answers
    platform: dict[str, Any]

    def reset(self) -> None:
        self.keys.remembered.clear()
        self.keys.asked = 0
        self.limiter.counts.clear()
        self.answers.held.clear()
        self.platform["made"] = 0


def make_world(**options: Any) -> World:
    contract = load_contract(DOCUMENTS)
    keys, limiter, answers = Keys(contract), Windows(), Answers()
    platform = {"made": 0}
    app = build_app(
        contract,
        platform=platform,
        authenticator=keys,
        limiter=limiter,
        idempotency=answers,
        handlers_package=HANDLERS,
        **options,
    )
    return World(app, keys, limiter, answers, platform)
