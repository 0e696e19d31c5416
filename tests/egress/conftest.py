"""The client runs on either loop."""

from __future__ import annotations

import asyncio
from typing import Any

import uvloop


def pytest_asyncio_loop_factories(config: Any, item: Any) -> Any:
    return {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}
