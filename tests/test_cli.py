"""The command line as an operator uses it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from stagewire.contract.load import load_contract
from tests.support.redis import RedisServer
from tests.support.server import serving


def stagewire(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STAGEWIRE_")}
    environment |= {f"STAGEWIRE_{name.upper()}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "stagewire", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_first_start_prints_a_curl_that_works_and_the_next_prints_no_secret(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as server:
        printed = server.log.read_text()
        command = printed[printed.index("curl -s") : printed.index("\n\nand open")]
        answered = subprocess.run(
            ["bash", "-c", command], check=True, capture_output=True, text=True
        ).stdout
        link = re.search(r'"shortLink":"([^"]+)"', answered)
        assert link, answered
        opened = httpx.get(link[1])
        assert (opened.status_code, opened.headers["location"]) == (
            302,
            "https://example.com/some/long/url",
        )
    server.log.write_text("")
    with serving(tmp_path) as server:
        assert "sw_" not in server.log.read_text()
        # What the first start made is still there.
        assert httpx.get(f"{server.base_url}{httpx.URL(link[1]).path}").status_code == 302


def test_secrets_never_reach_the_log(tmp_path: Path) -> None:
    with serving(tmp_path, access_log="true") as server:
        key = server.application()["api_key"]
        httpx.get(f"{server.base_url}/api/applications", params={"api_key": key})
        httpx.get(f"{server.base_url}/api/applications", headers={"X-API-Key": key})
        log = server.log.read_text()
        assert '"path":"/api/applications"' in log
        assert key not in log
        assert server.admin_key not in log


def test_more_processes_without_redis_are_refused(tmp_path: Path) -> None:
    refused = stagewire("serve", "--workers", "2", data_dir=str(tmp_path))
    assert refused.returncode != 0
    assert refused.stderr.strip() == (
        "stagewire: STAGEWIRE_WORKERS: more than one process needs STAGEWIRE_REDIS_URL"
    )


def test_two_processes_share_what_they_know(tmp_path: Path, redis_server: RedisServer) -> None:
    with serving(tmp_path, redis_url=redis_server.url, workers="2") as server:
        application = server.application()
        headers = {"Authorization": f"Bearer {application['api_key']}"}
        # New connections reach either process; each has remembered the key by then.
        for _ in range(20):
            answer = httpx.get(f"{server.base_url}/api/v1/credits", headers=headers)
            assert answer.status_code == 200
        with server.client(server.admin_key) as admin:
            admin.delete(f"/api/applications/{application['app_id']}").raise_for_status()
        statuses = {
            httpx.get(f"{server.base_url}/api/v1/credits", headers=headers).status_code
            for _ in range(20)
        }
        assert 200 not in statuses


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"port": "many"}, "stagewire: STAGEWIRE_PORT: "),
        ({"public_url": "ftp://example.com"}, "stagewire: STAGEWIRE_PUBLIC_URL: "),
        ({"database_url": "mysql://localhost/x"}, "stagewire: STAGEWIRE_DATABASE_URL: "),
        ({"admin_key": "short"}, "stagewire: STAGEWIRE_ADMIN_KEY: "),
        ({"trusted_proxies": "everyone"}, "stagewire: STAGEWIRE_TRUSTED_PROXIES: "),
    ],
)
def test_a_wrong_setting_is_one_line(tmp_path: Path, settings: dict[str, str], line: str) -> None:
    refused = stagewire("serve", data_dir=str(tmp_path), **settings)
    assert refused.returncode != 0
    assert refused.stderr.startswith(line)
    assert refused.stderr.strip().count("\n") == 0


def test_doctor_names_what_is_missing(tmp_path: Path) -> None:
    well = stagewire("doctor", data_dir=str(tmp_path))
    assert well.returncode == 0, well.stdout + well.stderr
    assert f"contract: {', '.join(one.name for one in load_contract().documents)}" in well.stdout
    assert "Redis: not configured" in well.stdout
    ill = stagewire("doctor", data_dir=str(tmp_path), redis_url="redis://127.0.0.1:1/0")
    assert ill.returncode == 1
    assert "FAIL  Redis" in ill.stdout


def test_keys_and_applications_by_hand(tmp_path: Path) -> None:
    key = stagewire("keys", "create-admin", data_dir=str(tmp_path)).stdout.strip()
    assert key.startswith("sw_admin_")
    with serving(tmp_path) as server, server.client(key) as client:
        assert client.post("/api/applications", json={"name": "Mine"}).status_code == 201
    listed = stagewire("apps", "list", data_dir=str(tmp_path))
    assert "Mine" in listed.stdout


def test_the_configuration_of_a_relay_is_shown_for_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where coturn need not be, and whose folders are not this one's."""
    monkeypatch.setenv("PATH", "")
    folder = tmp_path / "data"
    settings = {"data_dir": str(folder), "turn_secret": "s" * 32}
    shown = stagewire("relay", "--show", "--address", "192.0.2.1", **settings)
    assert shown.returncode == 0, shown.stderr
    assert f"static-auth-secret={'s' * 32}" in shown.stdout.splitlines()
    assert str(tmp_path) not in shown.stdout
    assert not folder.exists()
    assert "coturn is not installed" in stagewire("relay", **settings).stderr
