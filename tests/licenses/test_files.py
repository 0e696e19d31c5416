"""Licence files: issued over the socket, verified without it by every client, by the command line
and by somebody else's library."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stagewire.licenses.offline import base64url, content_key, from_base64url
from tests.clients.programs import GENERATED, PYTHON_CLIENT, need, node_modules, run
from tests.licenses.conftest import Vendor, refused

HERE = Path(__file__).parent / "offline"
FINGERPRINT = "a1b2c3d4e5f6"
Verify = Callable[[list[dict[str, Any]]], list[Any]]


# --- the verifiers ---------------------------------------------------------------------------


def _python(folder: Path) -> list[str | Path]:
    return [sys.executable, HERE / "verify.py"]


def _typescript(folder: Path) -> list[str | Path]:
    need("node", "Node")
    package = folder / "node_modules/@stagewire/client"
    shutil.copytree(GENERATED / "clients/typescript", package)
    for name in ("@types", "undici-types"):
        (folder / "node_modules" / name).symlink_to(node_modules() / name)
    compiler = node_modules() / ".bin/tsc"
    run([compiler, "-p", package], folder)
    shutil.copy(HERE / "verify.ts", folder)
    (folder / "package.json").write_text('{"type": "module"}')
    options = ["--target", "ES2022", "--module", "NodeNext", "--strict", "--types", "node"]
    run([compiler, *options, "--exactOptionalPropertyTypes", "verify.ts"], folder)
    return ["node", folder / "verify.js"]


def _go(folder: Path) -> list[str | Path]:
    need("go", "Go")
    shutil.copy(HERE / "verify.go", folder)
    client = GENERATED / "clients/go"
    (folder / "go.mod").write_text(
        "module stagewire.test/verify\n\ngo 1.24\n\n"
        "require github.com/stagewire/stagewire-go v0.0.0\n\n"
        f"replace github.com/stagewire/stagewire-go => {client}\n"
    )
    offline = {"GOFLAGS": "-mod=mod", "GOPROXY": "off", "GOTOOLCHAIN": "local"}
    run(["go", "build", "-o", folder / "verify", "."], folder, offline)
    return [folder / "verify"]


@pytest.fixture(scope="module", params=[_python, _typescript, _go])
def verify(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Verify:
    """Each client's function, in a program of its own."""
    folder = tmp_path_factory.mktemp("verify")
    command = request.param(folder)

    def outcomes(cases: list[dict[str, Any]]) -> list[Any]:
        environment = {"PYTHONPATH": str(PYTHON_CLIENT)}
        found: list[Any] = json.loads(run(command, folder, environment, json.dumps(cases)))
        return found

    return outcomes


# --- files -----------------------------------------------------------------------------------


class Issued:
    """A licence with a device, and a file of each kind."""

    def __init__(self, vendor: Vendor) -> None:
        policy = vendor.policy(entitlements=["export", "sync"], max_devices=2)
        self.license = vendor.license(policy, name="Größe Ü")
        self.vendor = vendor
        vendor.activate(self.license, FINGERPRINT)
        self.keys = self.published()
        self.plain = self.file()
        self.bound = self.file(fingerprint=FINGERPRINT)
        self.sealed = self.file(fingerprint=FINGERPRINT, encrypt=True)
        self.claims = jwt.decode(self.plain, options={"verify_signature": False})
        self.app_id = vendor.application["app_id"]

    def published(self, **query: str) -> dict[str, Any]:
        path = f"/.well-known/license-keys/{self.vendor.application['app_id']}"
        with self.vendor.server.client() as nobody:
            answer = nobody.get(path, params=query)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def file(self, **more: Any) -> str:
        body = {"key": self.license["key"], **more}
        answer = self.vendor.software.post("/api/licenses/file", json=body)
        assert answer.status_code == 201, answer.text
        text: str = answer.json()["file"]
        return text

    def case(self, file: str, **options: Any) -> dict[str, Any]:
        return {"file": file, "keys": self.keys, **options}


@pytest.fixture
def issued(vendor: Vendor) -> Issued:
    return Issued(vendor)


def test_every_client_reads_what_a_file_proves(issued: Issued, verify: Verify) -> None:
    found = verify(
        [
            issued.case(issued.plain),
            issued.case(issued.plain, fingerprint="whatever", app_id=issued.app_id),
            issued.case(issued.bound, fingerprint=FINGERPRINT),
            issued.case(
                issued.sealed,
                fingerprint=FINGERPRINT,
                license_key=issued.license["key"].lower().replace("-", " "),
            ),
            # As a mail or an editor may leave it.
            issued.case("\n  ".join(issued.plain.partition(".")) + "\r\n"),
        ]
    )
    expected = {
        "license_id": issued.license["id"],
        "app_id": issued.app_id,
        "environment": "production",
        "entitlements": ["export", "sync"],
        "fingerprint": None,
        "issued_at": issued.claims["iat"],
        "expires_at": issued.claims["exp"],
        "name": "Größe Ü",
    }
    assert found[0] == found[1] == found[4] == expected
    for bound in found[2:4]:
        assert bound["fingerprint"] == FINGERPRINT
        assert {**bound, "fingerprint": None, "issued_at": 0, "expires_at": 0} == {
            **expected,
            "issued_at": 0,
            "expires_at": 0,
        }


def _signed(claims: dict[str, Any], kid: str, **header: Any) -> str:
    """A file signed by somebody else."""
    headers = {"kid": kid, "typ": "license+jwt", **header}
    return jwt.encode(claims, Ed25519PrivateKey.generate(), "EdDSA", headers=headers)


def _changed(file: str, part: int, **claims: Any) -> str:
    """The file with other contents under its old signature."""
    parts = file.split(".")
    body = {**json.loads(from_base64url(parts[part])), **claims}
    parts[part] = base64url(json.dumps(body).encode())
    return ".".join(parts)


def _flipped(file: str, part: int) -> str:
    parts = file.split(".")
    raw = bytearray(from_base64url(parts[part]))
    raw[len(raw) // 2] ^= 1
    parts[part] = base64url(bytes(raw))
    return ".".join(parts)


def test_every_client_refuses_alike(issued: Issued, verify: Verify) -> None:
    plain, bound, sealed = issued.plain, issued.bound, issued.sealed
    kid = issued.keys["keys"][0]["kid"]
    header, body, _ = plain.split(".")
    none = base64url(json.dumps({"alg": "none", "typ": "license+jwt", "kid": kid}).encode())
    key = issued.license["key"]
    device = {"fingerprint": FINGERPRINT, "license_key": key}
    issued_at, expires_at = issued.claims["iat"], issued.claims["exp"]
    other = {"keys": [{**issued.keys["keys"][0], "kid": "another"}]}
    cases: list[tuple[str, dict[str, Any]]] = [
        # Tampered with.
        ("BAD_SIGNATURE", issued.case(_changed(plain, 1, exp=expires_at + 10**9))),
        ("BAD_SIGNATURE", issued.case(_changed(plain, 0, more="x"))),
        ("BAD_SIGNATURE", issued.case(_flipped(plain, 2))),
        ("BAD_SIGNATURE", issued.case(plain.rpartition(".")[0] + ".")),
        ("BAD_SIGNATURE", issued.case(plain.rpartition(".")[0] + ".!!!!")),
        ("CANNOT_DECRYPT", issued.case(_flipped(sealed, 3), **device)),
        ("CANNOT_DECRYPT", issued.case(_changed(sealed, 0, more="x"), **device)),
        # Another key.
        ("BAD_SIGNATURE", issued.case(_signed(issued.claims, kid))),
        ("UNKNOWN_KEY", issued.case(_signed(issued.claims, "unknown"))),
        ("UNKNOWN_KEY", issued.case(plain) | {"keys": other}),
        ("UNKNOWN_KEY", issued.case(plain) | {"keys": {"keys": []}}),
        # An algorithm of the forger's choice.
        ("MALFORMED", issued.case(f"{none}.{body}.")),
        ("MALFORMED", issued.case(_changed(plain, 0, alg="HS256"))),
        ("MALFORMED", issued.case(_changed(plain, 0, typ="JWT"))),
        ("MALFORMED", issued.case(_changed(plain, 0, crit=["x"]))),
        # Another device, another licence, another application.
        ("OTHER_DEVICE", issued.case(bound, fingerprint="another")),
        ("FINGERPRINT_REQUIRED", issued.case(bound)),
        ("CANNOT_DECRYPT", issued.case(sealed, fingerprint="another", license_key=key)),
        ("CANNOT_DECRYPT", issued.case(sealed, fingerprint=FINGERPRINT, license_key="0" * 25)),
        ("LICENSE_KEY_REQUIRED", issued.case(sealed, fingerprint=FINGERPRINT)),
        ("OTHER_APPLICATION", issued.case(plain, app_id="another-app")),
        # Time.
        ("EXPIRED", issued.case(plain, now=expires_at)),
        ("CLOCK_SET_BACK", issued.case(plain, now=issued_at - 301)),
        ("CLOCK_SET_BACK", issued.case(plain, now=issued_at + 10, last_seen=issued_at + 5000)),
        # No licence files at all.
        *(
            ("MALFORMED", issued.case(text))
            for text in ("", "x", "..", "a.b.c", f"{header}.{body}", "....", "§.§.§", plain + ".x")
        ),
    ]
    found = verify([case for _, case in cases])
    assert found == [code for code, _ in cases]


def test_every_client_forgives_a_clock_that_is_a_little_behind(
    issued: Issued, verify: Verify
) -> None:
    found = verify([issued.case(issued.plain, now=issued.claims["iat"] - 299)])
    assert found[0]["license_id"] == issued.license["id"]


def test_somebody_elses_library_verifies_a_file(issued: Issued) -> None:
    """PyJWT, with the published key set as it stands."""
    keys = jwt.PyJWKSet.from_dict(issued.keys)
    header = jwt.get_unverified_header(issued.plain)
    claims = jwt.decode(
        issued.plain, keys[header["kid"]], algorithms=["EdDSA"], audience=issued.app_id
    )
    assert claims["sub"] == issued.license["id"]
    assert claims["license"]["entitlements"] == ["export", "sync"]


def test_a_sealed_file_shows_nothing(issued: Issued) -> None:
    text = "".join(
        from_base64url(part).decode("latin-1") for part in issued.sealed.split(".") if part
    )
    assert issued.license["id"] not in text
    assert len(content_key(issued.license["key"], FINGERPRINT)) == 32


def test_a_file_ends_with_the_licence(vendor: Vendor) -> None:
    license = vendor.license(duration=3600)
    body = {"key": license["key"], "ttl": 86400}
    made = vendor.software.post("/api/licenses/file", json=body).json()
    assert made["expires_at"] == license["expires_at"]


def test_a_file_ends_with_a_duration_that_begins_later(vendor: Vendor) -> None:
    """Else software that is never activated, or never validated, would outlive any trial."""

    def issued(license: dict[str, Any], **more: Any) -> tuple[datetime, datetime]:
        body = {"key": license["key"], "ttl": 86400, **more}
        made = vendor.software.post("/api/licenses/file", json=body).json()
        begun, ended = made["issued_at"], made["expires_at"]
        return datetime.fromisoformat(begun), datetime.fromisoformat(ended)

    def expiry(license: dict[str, Any]) -> Any:
        return vendor.manage.get(f"/api/licenses/{license['id']}").json()["expires_at"]

    waiting = vendor.license(duration=3600, expiry_basis="first_activation")
    begun, ended = issued(waiting)
    assert (ended - begun).total_seconds() == 3600
    assert expiry(waiting) is None
    vendor.activate(waiting, FINGERPRINT)
    _, ended = issued(waiting, fingerprint=FINGERPRINT)
    assert ended == datetime.fromisoformat(expiry(waiting))

    unseen = vendor.license(duration=3600, expiry_basis="first_validation")
    _, ended = issued(unseen)
    assert ended == datetime.fromisoformat(expiry(unseen))

    forever = vendor.license(duration=3600, expiry_basis="first_activation")
    vendor.activate(forever, FINGERPRINT)
    vendor.manage.patch(f"/api/licenses/{forever['id']}", json={"expires_at": None})
    begun, ended = issued(forever)
    assert (ended - begun).total_seconds() == 86400


def test_rotation(issued: Issued) -> None:
    """Old files verify until their key is withdrawn; the sandbox has keys of its own."""
    old = issued.keys["keys"][0]["kid"]
    path = "/api/license-signing-keys/rotate"
    kept = issued.vendor.manage.post(path, json={"keep_previous": 3600}).json()
    new = kept["keys"][0]["kid"]
    assert [(key["kid"], key["in_use"]) for key in kept["keys"]] == [(new, True), (old, False)]
    assert kept["keys"][1]["published_until"] is not None
    published = [key["kid"] for key in issued.published()["keys"]]
    assert published == [new, old]
    assert jwt.get_unverified_header(issued.file())["kid"] == new
    sandbox = [key["kid"] for key in issued.published(environment="sandbox")["keys"]]
    assert len(sandbox) == 1 and not {*sandbox} & {new, old}
    issued.vendor.manage.post(path, json={"keep_previous": 0})
    left = [key["kid"] for key in issued.published()["keys"]]
    assert len(left) == 1 and left[0] not in (new, old)
    listed = issued.vendor.manage.get("/api/license-signing-keys").json()
    assert [key["kid"] for key in listed["keys"]] == left


def test_keys_of_no_application(vendor: Vendor) -> None:
    assert vendor.software.get("/.well-known/license-keys/no-such-app").status_code == 404


def test_a_file_for_a_device_that_is_not_activated(issued: Issued) -> None:
    body = {"key": issued.license["key"], "fingerprint": "another"}
    answer = issued.vendor.software.post("/api/licenses/file", json=body)
    refused(answer, 409, "FINGERPRINT_MISMATCH")


# --- the command line ------------------------------------------------------------------------


def _command(file: str, *options: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "stagewire", "licenses", "verify", "-", *map(str, options)]
    return subprocess.run(
        command, input=file, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_command_line_verifies(issued: Issued, tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps(issued.keys))
    good = _command(issued.plain, "--key", keys)
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout)["sub"] == issued.license["id"]
    device = ("--fingerprint", FINGERPRINT, "--license-key", issued.license["key"])
    sealed = _command(issued.sealed, "--key", issued.keys["keys"][0]["x"], *device)
    assert json.loads(sealed.stdout)["device"]["fingerprint"] == FINGERPRINT


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fingerprint", "another"], "OTHER_DEVICE"),
        ([], "FINGERPRINT_REQUIRED"),
        (["--fingerprint", FINGERPRINT, "--app", "another"], "OTHER_APPLICATION"),
    ],
)
def test_the_command_line_refuses(
    issued: Issued, tmp_path: Path, options: list[str], code: str
) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps(issued.keys))
    bad = _command(issued.bound, "--key", keys, *options)
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr.startswith(f"stagewire: {code}: ")
    for missing in ("no key", tmp_path / "mistyped.json", "AAAA"):
        said = _command(issued.bound, "--key", missing).stderr
        assert said == f"stagewire: --key: {missing} is neither a file nor a public key\n"
