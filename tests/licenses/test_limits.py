"""The limits of licences as they are by default, over a socket, in process and on Redis.

Bursts are counted as in the contract's own `test_limits_live.py`. Every test's software calls from
an address of its own, which it also names in a header that the server ignores.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from stagewire.licenses import keys
from tests.contract.test_limits_live import Burst, burst
from tests.licenses.conftest import Vendor
from tests.support.server import Server, serving

_addresses = count(2)


@pytest.fixture(scope="module", params=["memory", "redis"])
def limited(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    settings = {"access_log": "false"}
    if request.param == "redis":
        settings["redis_url"] = request.getfixturevalue("redis_url")
    with serving(tmp_path_factory.mktemp("licences"), **settings) as server:
        yield server


@pytest.fixture
def vendor(limited: Server) -> Iterator[Vendor]:
    application = limited.application(rate_limit=1000)
    shipped = limited.key(application, ["licenses:validate"])
    number = next(_addresses)
    address = f"127.1.{number // 250}.{number % 250 + 1}"
    transport = httpx.HTTPTransport(local_address=address)
    headers = {"Authorization": f"Bearer {shipped}", "X-Test-Address": address}
    with (
        limited.client(application["api_key"]) as manage,
        httpx.Client(
            base_url=limited.base_url, headers=headers, transport=transport, timeout=30
        ) as software,
    ):
        yield Vendor(limited, application, manage, software)


def blocked_for(found: Burst, seconds: int) -> None:
    """The refusal says about how long."""
    wait = int(found.refusal.headers["retry-after"])
    assert seconds - 10 <= wait <= seconds
    assert found.refusal.json()["statusCode"] == 429
    assert found.refusal.headers["x-ratelimit-remaining"] == "0"


def posts(vendor: Vendor, path: str, **body: str) -> Burst:
    return burst(vendor.software, "POST", f"/api/licenses/{path}", 60, json=body)


def test_validations_of_a_licence(vendor: Vendor) -> None:
    license = vendor.license()
    found = posts(vendor, "validate", key=license["key"])
    found.allows(5)
    blocked_for(found, 120)
    policy = found.good[0].headers["ratelimit-policy"]
    assert policy == '"license-validations";q=5;w=60'
    # Another licence, from the same address and with the same API key, is not concerned.
    assert vendor.code(vendor.license()) == "VALID"
    # Nor is the same licence elsewhere.
    elsewhere = {"key": license["key"]}
    assert vendor.manage.post("/api/licenses/validate", json=elsewhere).json()["valid"]


def test_each_activated_device_counts_by_itself(vendor: Vendor) -> None:
    """An office behind one address, with one key for all."""
    license = vendor.license(max_devices=20)
    for number in range(12):
        assert vendor.activate(license, f"device-{number}").status_code == 201
    for number in range(12):
        assert vendor.code(license, fingerprint=f"device-{number}") == "VALID"
    found = posts(vendor, "validate", key=license["key"], fingerprint="device-0")
    blocked_for(found, 120)
    assert vendor.code(license, fingerprint="device-1") == "VALID"
    # Made-up fingerprints are no way around.
    codes = [
        vendor.software.post(
            "/api/licenses/validate",
            json={"key": license["key"], "fingerprint": f"made-up-{number}"},
        ).status_code
        for number in range(8)
    ]
    assert codes.count(429) >= 2


@pytest.mark.parametrize(
    ("path", "limit"), [("deactivate", 10), ("activate", 30), ("heartbeat", 30), ("file", 10)]
)
def test_the_other_operations(vendor: Vendor, path: str, limit: int) -> None:
    license = vendor.license()
    body = {"key": license["key"], "fingerprint": "a1b2c3d4e5f6"}
    found = posts(vendor, path, **body)
    found.allows(limit)
    blocked_for(found, 60)


def test_status(vendor: Vendor) -> None:
    license = vendor.license()
    found = burst(vendor.software, "GET", f"/api/licenses/{license['key']}/status", 90)
    found.allows(30)
    blocked_for(found, 60)


def test_wrong_keys_block_their_address_but_no_good_key(vendor: Vendor) -> None:
    license = vendor.license()
    found = posts(vendor, "validate", key=keys.make().shown)
    found.allows(5)
    assert {answer.json()["code"] for answer in found.good} == {"NOT_FOUND"}
    blocked_for(found, 120)
    # Typing errors, malformed requests and the other operations are refused alike.
    wrong = {"key": "K7QF2", "fingerprint": "a"}
    for path in ("validate", "activate", "deactivate", "heartbeat", "file"):
        assert vendor.software.post(f"/api/licenses/{path}", json=wrong).status_code == 429
    assert vendor.software.post("/api/licenses/validate", json={}).status_code == 429
    path = f"/api/licenses/{keys.make().shown}/status"
    assert vendor.software.get(path).status_code == 429
    # A good key from the same address is as good as ever.
    assert vendor.code(license) == "VALID"
    assert vendor.activate(license, "a1b2c3d4e5f6").status_code == 201
    assert vendor.software.get(f"/api/licenses/{license['key']}/status").status_code == 200
    # Another address is not concerned.
    elsewhere = vendor.manage.post("/api/licenses/validate", json={"key": keys.make().shown})
    assert elsewhere.json()["code"] == "NOT_FOUND"


def test_who_goes_on_against_a_licences_limit_is_known_by_the_address(vendor: Vendor) -> None:
    license = vendor.license()
    codes = [
        vendor.software.post("/api/licenses/validate", json={"key": license["key"]}).status_code
        for _ in range(12)
    ]
    assert codes.count(429) >= 6
    answer = vendor.software.post("/api/licenses/validate", json={"key": keys.make().shown})
    assert answer.status_code == 429


def test_the_operator_sees_and_lifts_blocks(vendor: Vendor) -> None:
    posts(vendor, "validate", key=keys.make().shown)
    server = vendor.server
    with server.client(server.admin_key) as admin:
        seen = {
            (block["rule"], block["identity"]): block
            for block in admin.get("/api/blocks").json()["blocks"]
        }
        address = vendor.software.headers["x-test-address"]
        block = seen["license-guesses", address]
        assert 100 < block["seconds"] <= 120
        assert block["strikes"] == 1
        body = {"rule": "license-guesses", "identity": address}
        assert admin.post("/api/blocks/lift", json=body).json() == {"lifted": True}
        assert admin.post("/api/blocks/lift", json=body).json() == {"lifted": False}
    answer = vendor.software.post("/api/licenses/validate", json={"key": keys.make().shown})
    assert answer.json()["code"] == "NOT_FOUND"
    # It is no business of an application.
    assert vendor.manage.get("/api/blocks").status_code == 403
    assert vendor.manage.post("/api/blocks/lift", json=body).status_code == 403


def test_the_command_line_sees_and_lifts_blocks(vendor: Vendor) -> None:
    posts(vendor, "validate", key=keys.make().shown)
    address = vendor.software.headers["x-test-address"]

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "STAGEWIRE_ADMIN_KEY": vendor.server.admin_key,
            "STAGEWIRE_PUBLIC_URL": vendor.server.base_url,
            "COLUMNS": "120",
        }
        return subprocess.run(
            [sys.executable, "-m", "stagewire", "blocks", *arguments],
            env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    listed = command("list")
    assert address in listed.stdout and "license-guesses" in listed.stdout, listed.stderr
    assert command("lift", "license-guesses", address).returncode == 0
    again = command("lift", "license-guesses", address)
    assert again.returncode == 1
    assert again.stderr == f"stagewire: {address} is not blocked by license-guesses\n"
