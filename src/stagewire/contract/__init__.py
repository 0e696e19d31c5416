"""The contract: loads, lints, lowers, compiles and dispatches `openapi/`. Knows no other package.

contract = load_contract()
api = build_app(contract, platform=…, authenticator=…, limiter=…, idempotency=…)
app = Edge(api, allow=api.allow, respond=api.respond)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stagewire.contract.load import (
    Contract,
    ContractError,
    Document,
    bundle_all,
    find_openapi,
    load_contract,
    own_contract,
)

if TYPE_CHECKING:
    from stagewire.contract.app import ContractApp, build_app

__all__ = [
    "Contract",
    "ContractApp",
    "ContractError",
    "Document",
    "build_app",
    "bundle_all",
    "find_openapi",
    "load_contract",
    "own_contract",
]


def __getattr__(name: str) -> Any:
    # Connexion takes half a second to import: only who builds an app waits for it.
    if name in ("ContractApp", "build_app"):
        from stagewire.contract import app

        return getattr(app, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
