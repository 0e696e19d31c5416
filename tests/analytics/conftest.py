"""What the tests of rooms use."""

from __future__ import annotations

from tests.realtime.conftest import client, join

__all__ = ["client", "join"]
