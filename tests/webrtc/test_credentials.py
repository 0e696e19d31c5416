"""TURN credentials, and what coturn is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from stagewire.settings import Settings
from stagewire.webrtc.coturn import configuration
from stagewire.webrtc.credentials import relay_user, sign

KEY = b"k" * 32


def test_the_password_is_that_of_the_turn_rest_api() -> None:
    """Computed with `echo -n 1704114000:anna | openssl dgst -sha1 -hmac north -binary | base64`."""
    made = sign("north", "anna", 1704114000)
    assert made.username == "1704114000:anna"
    assert made.credential == "6SM/V7WeedWtbJmov3RReOTL1eM="


def test_a_users_name_on_the_relay_is_stable_and_tells_nothing() -> None:
    name = relay_user(KEY, "my-app-123", "anna@example.com")
    assert name == relay_user(KEY, "my-app-123", "anna@example.com")
    assert name.startswith("my-app-123.") and "anna" not in name and ":" not in name


@pytest.mark.parametrize(
    ("app_id", "user_id", "key"),
    [("other-app", "anna", KEY), ("my-app", "bert", KEY), ("my-app", "anna", b"x" * 32)],
)
def test_names_of_others_differ(app_id: str, user_id: str, key: bytes) -> None:
    mine = relay_user(KEY, "my-app", "anna").partition(".")[2]
    assert relay_user(key, app_id, user_id).partition(".")[2] != mine


def lines(address: str = "192.0.2.1", **settings: str) -> list[str]:
    made = Settings(secret_key="s" * 40, **settings)  # type: ignore[arg-type]
    return configuration(made, address, 3478, Path("/relay")).splitlines()


def test_both_secrets_are_taken_while_one_replaces_the_other() -> None:
    found = lines(turn_secret="new", turn_previous_secret="old")
    secrets = [line for line in found if line.startswith("static-auth-secret=")]
    assert secrets == ["static-auth-secret=new", "static-auth-secret=old"]


def test_without_a_secret_one_is_made_of_the_servers_own() -> None:
    assert lines() == lines()
    made = next(line for line in lines() if line.startswith("static-auth-secret="))
    assert len(made.partition("=")[2]) == 64
    assert Settings(secret_key="t" * 40).relay_secret not in made


def test_loopback_peers_are_for_a_relay_on_loopback_only() -> None:
    assert "allow-loopback-peers" in lines("127.0.0.1")
    assert "allow-loopback-peers" not in lines("192.0.2.1")


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match=r"turn\.example\.com"):
        lines("turn.example.com")


def test_the_statistics_go_to_the_redis_that_is_read() -> None:
    found = lines(turn_stats_url="redis://:word@127.0.0.1:6380/2")
    assert (
        'redis-statsdb="ip=127.0.0.1 port=6380 dbname=2 password=word connect_timeout=5"' in found
    )
