"""Every code of a validation, and the status each has where a good licence is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stagewire.licenses import keys
from tests.licenses.conftest import Vendor, refused
from tests.support.server import Server, serving

FINGERPRINT = "a1b2c3d4e5f6"


def statuses(vendor: Vendor, key: str) -> set[tuple[int, str]]:
    """What the operations that need a good licence answer."""
    body = {"key": key, "fingerprint": FINGERPRINT}
    found = [
        vendor.software.post(f"/api/licenses/{name}", json=body)
        for name in ("activate", "heartbeat", "file")
    ]
    return {(answer.status_code, answer.headers["x-license-code"]) for answer in found}


def test_valid(vendor: Vendor) -> None:
    license = vendor.license(max_devices=2, entitlements=["export"])
    vendor.activate(license, FINGERPRINT, name="Anna's laptop", platform="macos")
    found = vendor.validate(license, fingerprint=FINGERPRINT, entitlements=["export"])
    assert found["code"] == "VALID"
    assert found["license"]["id"] == license["id"]
    assert found["license"]["devices"] == 1
    assert found["device"]["fingerprint"] == FINGERPRINT
    assert found["device"]["name"] == "Anna's laptop"
    assert vendor.code(license["key"].lower().replace("-", " ")) == "VALID"


def test_typo_and_not_found_are_told_apart(vendor: Vendor) -> None:
    license = vendor.license()
    key: str = license["key"]
    other = "Z" if key[0] != "Z" else "Y"
    unknown = keys.make().shown
    assert vendor.validate(other + key[1:])["code"] == "TYPO"
    assert vendor.code("K7QF2") == "TYPO"
    found = vendor.validate(unknown)
    assert (found["code"], found["license"], found["device"]) == ("NOT_FOUND", None, None)
    assert statuses(vendor, other + key[1:]) == {(404, "TYPO")}
    assert statuses(vendor, unknown) == {(404, "NOT_FOUND")}
    path = f"/api/licenses/{unknown}/status"
    refused(vendor.software.get(path), 404, "NOT_FOUND")


def test_a_licence_of_the_sandbox_or_of_others_is_not_found(vendor: Vendor, server: Server) -> None:
    license = vendor.license()
    sandbox = server.key(vendor.application, ["licenses:validate"], environment="sandbox")
    stranger = server.application()["api_key"]
    for key in (sandbox, stranger):
        with server.client(key) as client:
            body = {"key": license["key"]}
            answer = client.post("/api/licenses/validate", json=body)
            assert answer.json()["code"] == "NOT_FOUND"
            assert client.get(f"/api/licenses/{license['key']}/status").status_code == 404


@pytest.mark.parametrize(("action", "code"), [("suspend", "SUSPENDED"), ("revoke", "REVOKED")])
def test_suspended_and_revoked(vendor: Vendor, action: str, code: str) -> None:
    license = vendor.license()
    path = f"/api/licenses/{license['id']}/{action}"
    assert vendor.manage.post(path).json()["status"] == code.lower()
    assert vendor.manage.post(path).json()["status"] == code.lower()
    assert vendor.code(license) == code
    assert statuses(vendor, license["key"]) == {(403, code)}
    status = vendor.software.get(f"/api/licenses/{license['key']}/status").json()
    assert status["status"] == code.lower()


def test_a_suspension_ends_and_a_revocation_does_not(vendor: Vendor) -> None:
    license = vendor.license(duration=86400)
    path = f"/api/licenses/{license['id']}"
    vendor.manage.post(f"{path}/suspend")
    assert vendor.manage.post(f"{path}/reinstate").json()["status"] == "active"
    assert vendor.code(license) == "VALID"
    vendor.manage.post(f"{path}/revoke")
    for action in ("suspend", "reinstate", "renew"):
        assert vendor.manage.post(f"{path}/{action}").status_code == 409
    assert vendor.manage.patch(path, json={"holder": "x"}).status_code == 409


def test_expired(vendor: Vendor) -> None:
    license = vendor.license(duration=86400)
    path = f"/api/licenses/{license['id']}"
    expired = {"expires_at": "2020-01-01T00:00:00Z"}
    assert vendor.manage.patch(path, json=expired).json()["status"] == "expired"
    assert vendor.code(license) == "EXPIRED"
    assert statuses(vendor, license["key"]) == {(403, "EXPIRED")}
    assert vendor.manage.post(f"{path}/renew").json()["status"] == "active"
    assert vendor.code(license) == "VALID"
    # Not limited to what had run out: the rest of a duration is kept.
    once = vendor.manage.get(path).json()["expires_at"]
    twice = vendor.manage.post(f"{path}/renew").json()["expires_at"]
    assert twice[:10] > once[:10]


def test_a_renewal_beyond_the_calendar(vendor: Vendor) -> None:
    license = vendor.license(duration=86400)
    path = f"/api/licenses/{license['id']}"
    vendor.manage.patch(path, json={"expires_at": "9999-12-31T00:00:01Z"})
    answer = vendor.manage.post(f"{path}/renew")
    assert (answer.status_code, "9999" in answer.json()["message"]) == (409, True)
    assert vendor.manage.get(path).json()["expires_at"] == "9999-12-31T00:00:01Z"


def test_a_renewal_is_repeated_safely(vendor: Vendor) -> None:
    license = vendor.license(duration=86400)
    headers = {"Idempotency-Key": "renewal-1"}
    path = f"/api/licenses/{license['id']}/renew"
    first, second = (vendor.manage.post(path, headers=headers) for _ in range(2))
    assert first.json() == second.json()
    assert second.headers["idempotency-replayed"] == "true"


def test_fingerprints(vendor: Vendor) -> None:
    license = vendor.license(max_devices=2, require_fingerprint=True)
    assert vendor.code(license) == "FINGERPRINT_REQUIRED"
    assert vendor.code(license, fingerprint=FINGERPRINT) == "NO_DEVICE"
    vendor.activate(license, "another")
    assert vendor.code(license, fingerprint=FINGERPRINT) == "FINGERPRINT_MISMATCH"
    body = {"key": license["key"], "fingerprint": FINGERPRINT}
    for operation in ("heartbeat", "file"):
        answer = vendor.software.post(f"/api/licenses/{operation}", json=body)
        refused(answer, 409, "FINGERPRINT_MISMATCH")
    file = vendor.software.post("/api/licenses/file", json={"key": license["key"]})
    refused(file, 409, "FINGERPRINT_REQUIRED")


def test_too_many_devices_after_the_policy_shrank(vendor: Vendor) -> None:
    policy = vendor.policy(max_devices=2)
    license = vendor.license(policy)
    for fingerprint in ("one", "two"):
        vendor.activate(license, fingerprint)
    vendor.manage.patch(f"/api/license-policies/{policy['id']}", json={"max_devices": 1})
    assert vendor.code(license, fingerprint="one") == "TOO_MANY_DEVICES"
    own = vendor.manage.patch(f"/api/licenses/{license['id']}", json={"max_devices": 2})
    assert own.json()["max_devices"] == 2
    assert vendor.code(license, fingerprint="one") == "VALID"


def test_entitlements_are_the_policys_and_its_own(vendor: Vendor) -> None:
    policy = vendor.policy(entitlements=["export"])
    body = {"policy_id": policy["id"], "entitlements": ["sync", "export"]}
    license = vendor.created("/api/licenses", body)
    assert license["entitlements"] == ["export", "sync"]
    assert vendor.code(license, entitlements=["sync", "export"]) == "VALID"
    assert vendor.code(license, entitlements=["export", "print"]) == "ENTITLEMENT_MISSING"


@pytest.mark.parametrize("basis", ["creation", "first_activation", "first_validation"])
def test_the_duration_begins_where_the_policy_says(vendor: Vendor, basis: str) -> None:
    license = vendor.license(duration=86400, expiry_basis=basis)
    moments: dict[str, Any] = {"creation": license["expires_at"]}
    path = f"/api/licenses/{license['id']}"
    vendor.activate(license, FINGERPRINT)
    moments["first_activation"] = vendor.manage.get(path).json()["expires_at"]
    assert vendor.code(license, fingerprint=FINGERPRINT) == "VALID"
    moments["first_validation"] = vendor.manage.get(path).json()["expires_at"]
    begun = list(moments).index(basis)
    assert [moment is not None for moment in moments.values()] == [at >= begun for at in range(3)]
    # It begins once.
    vendor.activate(license, "another")
    vendor.code(license)
    assert vendor.manage.get(path).json()["expires_at"] == moments["first_validation"]


def test_a_failed_validation_begins_nothing(vendor: Vendor) -> None:
    license = vendor.license(duration=86400, expiry_basis="first_validation")
    vendor.code(license, entitlements=["missing"])
    found = vendor.manage.get(f"/api/licenses/{license['id']}").json()
    assert (found["expires_at"], found["validated_at"]) == (None, None)


def test_a_shipped_key_reads_nothing_else(vendor: Vendor) -> None:
    license = vendor.license()
    for path in ("/api/licenses", f"/api/licenses/{license['id']}", "/api/license-policies"):
        assert vendor.software.get(path).status_code == 403
    assert vendor.software.get(f"/api/licenses/{license['id']}/status").status_code == 403
    status = vendor.software.get(f"/api/licenses/{license['key']}/status")
    assert status.status_code == 200
    assert license["key"] not in status.text
    assert vendor.manage.get(f"/api/licenses/{license['id']}/status").json() == status.json()


def test_the_key_reaches_no_log(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        application = server.application()
        with server.client(application["api_key"]) as client:
            vendor = Vendor(server, application, client, client)
            license = vendor.license()
            for method, path in (("GET", "status"), ("GET", "suspend"), ("POST", "suspend")):
                client.request(method, f"/api/licenses/{license['key']}/{path}")
            assert vendor.code(license) == "SUSPENDED"
        log = server.log.read_text()
    assert "/api/licenses/{license}/status" in log
    assert license["key"] not in log
