"""Names, waits and keys, without a database."""

from __future__ import annotations

import base64
import random
from email.utils import format_datetime

import pytest

from stagewire.storage.types import instant
from stagewire.webhooks import schedule
from stagewire.webhooks.patterns import Patterns
from stagewire.webhooks.signing import Signer, key_of, new_key, written
from tests.support.platform import contract

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("patterns", "wanted", "unwanted"),
    [
        (["*"], ["a", "link.created", "new-message"], []),
        (["link.*"], ["link.created", "link.a.b"], ["link", "links.created", "linked"]),
        (["link.created"], ["link.created"], ["link.created2", "link"]),
        (["a.*", "b"], ["a.b", "b"], ["b.c", "a"]),
        ([], [], ["a"]),
    ],
)
def test_patterns(patterns: list[str], wanted: list[str], unwanted: list[str]) -> None:
    made = Patterns(patterns)
    assert all(map(made.match, wanted))
    assert not any(map(made.match, unwanted))


def test_the_schedule_is_the_specifications() -> None:
    """https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"""
    hours = [wait / 3600 for wait in schedule.WAITS]
    assert hours[:2] == [5 / 3600, 5 / 60]
    assert hours[2:] == [0.5, 2, 5, 10, 14, 20, 24]


def test_the_documents_tell_the_schedule() -> None:
    seconds, minutes, half = (int(wait) for wait in schedule.WAITS[:3])
    *hours, last = (str(int(wait) // 3600) for wait in schedule.WAITS[3:])
    told = (
        f"{seconds} seconds, {minutes // 60} minutes, {half // 60} minutes, "
        f"{', '.join(hours)} and {last} hours"
    )
    description = contract().document("webhooks").raw["info"]["description"]
    assert told in " ".join(description.split())


def test_waits_are_spread_by_a_tenth() -> None:
    waits = [schedule.wait(2, random=random.Random(seed)) or 0 for seed in range(200)]
    assert 270 <= min(waits) < 280
    assert 320 < max(waits) <= 330
    assert schedule.wait(9) is not None
    assert schedule.wait(10) is None


@pytest.mark.parametrize(
    ("status", "value", "expected"),
    [
        (429, "120", 120),
        (503, "120", 120),
        (500, "120", 0),
        (None, "120", 0),
        (429, "", 0),
        (429, "soon", 0),
        (429, "-5", 0),
        (429, "99999999999999", 86_400),
        (429, format_datetime(instant(NOW + 60), usegmt=True), 60),
        (429, format_datetime(instant(NOW - 60), usegmt=True), 0),
        (503, format_datetime(instant(NOW + 10**7), usegmt=True), 86_400),
    ],
)
def test_retry_after(status: int | None, value: str, expected: float) -> None:
    headers = {"retry-after": value} if value else {}
    assert schedule.retry_after(status, headers, NOW) == expected


def test_which_bytes_are_the_key() -> None:
    key = new_key()
    assert key_of(written(key)) == key
    assert key_of("your-webhook-secret") == b"your-webhook-secret"
    assert key_of("whsec_" + base64.b64encode(b"k" * 24).decode()) == b"k" * 24


@pytest.mark.parametrize("length", [0, 23, 65])
def test_keys_of_another_length_are_refused(length: int) -> None:
    with pytest.raises(ValueError, match="24 to 64 bytes"):
        key_of("whsec_" + base64.b64encode(b"k" * length).decode())


def test_applications_have_keys_of_their_own() -> None:
    one = Signer(b"a server's secret")
    keys = {
        signer.public_key(app_id, environment)
        for signer in (one, Signer(b"another server's secret"))
        for app_id in ("first-app", "second-app")
        for environment in ("production", "sandbox")
    }
    assert len(keys) == 8
    again = Signer(b"a server's secret")
    assert again.public_key("first-app", "sandbox") == one.public_key("first-app", "sandbox")
