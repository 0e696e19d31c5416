"""Handlers of envelope.yaml."""

from __future__ import annotations

from typing import Any

from stagewire.contract.types import Call


async def update_envelope(call: Call[Any], *, id: str, body: dict[str, Any]) -> Any:
    return {"success": True, "id": id, **body}
