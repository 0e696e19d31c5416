"""Events between the parts of Stagewire and between its processes."""

from __future__ import annotations

from stagewire.events.bus import Bus, MemoryBus, make_bus

__all__ = ["Bus", "MemoryBus", "make_bus"]
