"""Settings: what follows from what is set."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from stagewire.settings import Settings


def test_short_links_live_under_the_public_address_unless_told_otherwise() -> None:
    assert Settings(host="127.0.0.1", port=9000).short_base == "http://127.0.0.1:9000/s"
    assert Settings(public_url="https://api.example.com/").short_base == "https://api.example.com/s"
    assert Settings(short_url="https://clq.sh").short_base == "https://clq.sh"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("::1", "http://[::1]:8080"),
        ("0.0.0.0", "http://127.0.0.1:8080"),
        ("::", "http://127.0.0.1:8080"),
        ("stage.local", "http://stage.local:8080"),
    ],
)
def test_the_public_address_can_be_opened(host: str, address: str) -> None:
    assert Settings(host=host).base_url == address


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:////tmp/x.db", "sqlite+aiosqlite:////tmp/x.db"),
        ("postgres://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgresql://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgresql+asyncpg://u@h/d", "postgresql+asyncpg://u@h/d"),
    ],
)
def test_database_addresses_name_their_driver(given: str, driver: str) -> None:
    assert Settings(database_url=given).database == driver


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        # As several processes of one start would: each with settings of its own.
        made = list(pool.map(lambda _: Settings(data_dir=tmp_path).secret, range(32)))
    assert len(set(made)) == 1
    assert len(made[0]) >= 48
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": 70000},
        {"public_url": "javascript:alert(1)"},
        {"database_url": "mysql://h/d"},
        {"trusted_proxies": "10.0.0.0/8, everyone"},
        {"admin_key": "short"},
        {"workers": 0},
        {"limit_scale": 0},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        Settings(**wrong)  # type: ignore[arg-type]
