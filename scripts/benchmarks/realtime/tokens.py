"""A token of its own for every connection, as in life: Stagewire and Centrifuge check them."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import cast

import jwt

from stagewire.access.tokens import ClientTokens
from stagewire.platform import Platform
from stagewire.settings import Settings

SECRET = "benchmark-secret-benchmark-secret-benchmark"
APP = "benchmark"


def stagewire(count: int) -> list[str]:
    platform = SimpleNamespace(clock=time.time, settings=Settings(secret_key=SECRET))
    issuer = ClientTokens(cast(Platform, platform))
    rooms = {"*": ["subscribe", "publish"]}
    return [issuer.issue(APP, {"user_id": f"user-{n}", "rooms": rooms}).token for n in range(count)]


def centrifuge(count: int) -> list[str]:
    ends = int(time.time()) + 3600
    return [jwt.encode({"sub": f"user-{n}", "exp": ends}, SECRET, "HS256") for n in range(count)]


def none(count: int) -> list[str]:
    return ["-"] * count
