"""Handlers of messages.yaml."""

from __future__ import annotations

from typing import Any

from stagewire.contract.types import Call


async def send_message(call: Call[Any], *, body: dict[str, Any]) -> Any:
    return body
