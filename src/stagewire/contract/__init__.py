"""The contract: loads, lints, lowers, compiles and dispatches `openapi/`. Knows no other package.

contract = load_contract()
app = build_app(contract, platform=…, authenticator=…, limiter=…, idempotency=…)
asgi = Edge(app, allow=app.allow)
"""

from __future__ import annotations

from stagewire.contract.load import Contract, ContractError, Document, bundle_all, load_contract

__all__ = ["Contract", "ContractError", "Document", "bundle_all", "load_contract"]
