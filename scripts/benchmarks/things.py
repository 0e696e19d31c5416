"""The API that every peer serves: things that can be created and read, under as many paths as
asked for. One resource is two operations; the one that is measured stands in the middle."""

from __future__ import annotations

import os
from typing import Any

import orjson

KEY = "sw_live_benchmark0000000000000000000000000000"
KEY_HEADER = "X-APP-API-KEY"
CREATED_AT = "2026-11-20T09:30:00Z"

NEW_THING: dict[str, Any] = {
    "url": "https://example.com/some/long/url?with=a&query=too",
    "name": "My campaign link",
    "utmSource": "newsletter",
    "utmCampaign": "spring_sale",
    "tags": ["/app/tags/1", "/app/tags/2"],
    "qrConfig": {"size": 300, "margin": 10, "color": "#202020"},
    "maxRedirects": 5000,
    "expiresAt": "2027-01-01T00:00:00Z",
}
BODY = orjson.dumps(NEW_THING)
THING: dict[str, Any] = {"id": 1, "shortCode": "k7Bx2", "createdAt": CREATED_AT, **NEW_THING}

GET_PATH_QUERY = "/123?pageSize=50&sort=desc"


def operations() -> int:
    """How many operations the server that is starting shall have."""
    return int(os.environ.get("BENCHMARK_OPERATIONS", "100"))


def resources(operations: int) -> list[str]:
    """The paths of the resources; each is created at its path and read below it."""
    return [path_of(number) for number in range(operations // 2)]


def path_of(number: int) -> str:
    return f"/api/v1/things{number}"


def measured_path(operations: int) -> str:
    return path_of(operations // 4)
