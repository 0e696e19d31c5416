"""Bodies are at hand, and never more of them than there is room for."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, false, select
from sqlmodel import col

from stagewire.events.tables import EventRecord
from stagewire.platform import Platform
from stagewire.storage.hot import Hot
from stagewire.webhooks import bodies
from stagewire.webhooks.bodies import Bodies
from tests.webhooks.conftest import Hooks


async def test_what_no_longer_fits_is_read_again(
    hooks: Hooks, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await hooks.emit()
    monkeypatch.setattr(bodies, "_BYTES", 500)
    known = Bodies(platform)
    kept = [await known.get(seq) for seq in (1, 2, 3, 1, 2, 3)]
    assert None not in kept and kept[:3] == kept[3:] and len(set(kept)) == 3
    assert sum(map(len, known._known.values())) <= 500


async def test_of_an_event_that_is_not_kept_there_is_none(platform: Platform) -> None:
    assert await Bodies(platform).get(4711) is None


async def test_what_is_told_is_at_hand(hooks: Hooks, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is sent without being read back."""
    row = (col(EventRecord.seq) == bindparam("event"), false())
    monkeypatch.setattr(bodies, "_BODY", Hot(select(col(EventRecord.body)).where(*row)))
    hook = await hooks.create()
    await hooks.emit()
    await hooks.settled(hook.webhook.id, "delivered")
