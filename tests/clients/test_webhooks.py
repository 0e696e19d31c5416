"""Webhooks are verified by the generated clients, and read as the events they are.

The same cases for every language; they are signed by the `standardwebhooks` library and, where it
knows no such signature, by the server's own signer, which that library's tests verify.
"""

from __future__ import annotations

import base64
import hmac
import json
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from codegen.ir import Contract
from stagewire.webhooks.catalogue import EventTypes
from stagewire.webhooks.signing import Signer, new_key, written
from tests.clients.programs import (
    DRIVERS,
    GENERATED,
    PYTHON_CLIENT,
    TypeScriptPrograms,
    need,
    run,
)
from tests.support.platform import contract as loaded

SECRET = written(new_key())
SIGNER = Signer(b"a secret for tests only")
PUBLIC = SIGNER.public_key("my-app-123", "production")
REFUSED = {"error": "WebhookVerificationError"}

Results = list[dict[str, Any]]
Verify = Callable[[list[dict[str, Any]]], Results]


def _examples() -> dict[str, dict[str, Any]]:
    types = EventTypes()
    types.adopt(loaded())
    return {one["name"]: one["example"] for one in types.all}


EXAMPLES = _examples()
MESSAGE = {
    **EXAMPLES["webhook.test"],
    "type": "new-message",
    "data": {"message": "Grüße, 世界", "n": 1},
}


def case(
    event: dict[str, Any],
    *,
    signed_by: str | bytes = SECRET,
    secret: str | list[str] = SECRET,
    age: float = 0,
    tolerance: int = 300,
    public: bool = False,
    **changed: str,
) -> dict[str, Any]:
    body = json.dumps(event, ensure_ascii=False)
    now = datetime.now(UTC) - timedelta(seconds=age)
    if public:
        signed = f"{event['id']}.{int(now.timestamp())}.{body}".encode()
        signature = SIGNER.v1a("my-app-123", "production", signed)
    else:
        signature = Webhook(signed_by).sign(event["id"], now, body)
    headers = {
        "webhook-id": event["id"],
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }
    made = {"headers": headers, "body": body, "tolerance": tolerance}
    for name, value in changed.items():
        if name == "body":
            made["body"] = value
        elif value:
            headers[name.replace("_", "-")] = value
        else:
            del headers[name.replace("_", "-")]
    return {**made, "secret": [secret] if isinstance(secret, str) else secret}


@pytest.fixture(params=["python", "typescript", "go"])
def verify(request: pytest.FixtureRequest, tmp_path: Path) -> Verify:
    if request.param == "python":
        return _python
    if request.param == "typescript":
        programs: TypeScriptPrograms = request.getfixturevalue("typescript_programs")
        shutil.copy(DRIVERS / "webhooks.mjs", programs.folder)
        return _program(["node", "webhooks.mjs"], programs.folder)
    need("go", "Go")
    shutil.copy(DRIVERS / "webhooks/main.go", tmp_path)
    (tmp_path / "go.mod").write_text(
        "module stagewire.test/webhooks\n\ngo 1.24\n\n"
        "require github.com/stagewire/stagewire-go v0.0.0\n\n"
        f"replace github.com/stagewire/stagewire-go => {GENERATED / 'clients/go'}\n"
    )
    return _program(["go", "run", "-mod=mod", "."], tmp_path)


def _program(command: list[str | Path], folder: Path) -> Verify:
    def verify(cases: list[dict[str, Any]]) -> Results:
        offline = {"GOPROXY": "off", "GOTOOLCHAIN": "local"}
        found: Results = json.loads(run(command, folder, offline, json.dumps(cases)))
        return found

    return verify


def _module() -> Any:
    if str(PYTHON_CLIENT) not in sys.path:
        sys.path.append(str(PYTHON_CLIENT))
    from stagewire_client import webhooks  # type: ignore[import-not-found, unused-ignore]

    return webhooks


def _python(cases: list[dict[str, Any]]) -> Results:
    webhooks = _module()
    results: Results = []
    for one in cases:
        try:
            event = webhooks.verify(one["headers"], one["body"], one["secret"], one["tolerance"])
        except webhooks.WebhookVerificationError:
            results.append(REFUSED)
        except ValueError as error:
            results.append({"error": str(error)})
        else:
            other = isinstance(event, webhooks.OtherEvent)
            data = event.data if other else event.data.to_dict()
            results.append({"type": event.type, "known": not other, "data": data})
    return results


def test_every_event_of_the_contract_is_read_as_what_it_is(
    verify: Verify, contract: Contract
) -> None:
    assert {event.name for event in contract.events} == set(EXAMPLES)
    results = verify([case(event) for event in EXAMPLES.values()])
    for (name, event), result in zip(EXAMPLES.items(), results, strict=True):
        assert (result["type"], result["known"]) == (name, True)
        assert _same(result["data"], event["data"]), (result["data"], event["data"])


def test_signatures(verify: Verify) -> None:
    good = EXAMPLES["webhook.test"]
    another = written(new_key())
    given = "your-webhook-secret"
    both = Webhook(SECRET).sign(good["id"], datetime.now(UTC), json.dumps(good))
    accepted = {
        "made": case(good),
        "given": case(good, signed_by=given.encode(), secret=given),
        "one of several secrets": case(good, secret=[another, SECRET]),
        "one of several signatures": case(
            good,
            webhook_timestamp=str(int(time.time())),
            webhook_signature=f"v1,AAAA v2,x {both} v1a,BBBB",
        ),
        "public key": case(good, public=True, secret=PUBLIC),
        "nearly too old": case(good, age=290),
        "old, where that is fine": case(good, age=3000, tolerance=3600),
    }
    refused = {
        "another's secret": case(good, secret=another),
        "another's public key": case(
            good, public=True, secret=SIGNER.public_key("other-app", "production")
        ),
        "a signature of another kind": case(good, public=True, secret=SECRET),
        "too old": case(good, age=310),
        "of the future": case(good, age=-310),
        "another body": case(good, body=json.dumps({**good, "app_id": "other-app"})),
        "another id": case(good, webhook_id="evt_00000000"),
        "another time": case(good, webhook_timestamp=str(int(time.time()) - 100)),
        "no id": case(good, webhook_id=""),
        "no time": case(good, webhook_timestamp=""),
        "no signature": case(good, webhook_signature=""),
        "a time that is none": case(good, webhook_timestamp="now"),
        "a signature that is none": case(good, webhook_signature="v1,***"),
        "nothing to sign with": case(good, secret=[]),
        "a signature that is no ASCII": case(good, webhook_signature="v1,\xe9"),
        "an id that is no ASCII": case(good, webhook_id="evt_\xe9"),
    }
    results = verify([*accepted.values(), *refused.values()])
    for name, result in zip([*accepted, *refused], results, strict=True):
        if name in accepted:
            assert result["type"] == "webhook.test", name
        else:
            assert result["error"] == REFUSED["error"], name


def test_an_empty_secret_is_the_receivers_error(verify: Verify) -> None:
    """As from an environment without the variable: anybody could have signed with it."""
    good = EXAMPLES["webhook.test"]
    cases = []
    for secret in ("", "whsec_"):
        for key in (b"", secret.encode()):
            made = case(good, secret=secret)
            signed = f"{good['id']}.{made['headers']['webhook-timestamp']}.{made['body']}"
            code = base64.b64encode(hmac.digest(key, signed.encode(), "sha256")).decode()
            made["headers"]["webhook-signature"] = f"v1,{code}"
            cases += [made, {**made, "secret": [SECRET, secret]}]
    for result in verify(cases):
        assert "type" not in result and result["error"] != REFUSED["error"]


def test_python_takes_headers_as_frameworks_have_them() -> None:
    made = case(EXAMPLES["webhook.test"])
    headers = Message()
    for name, value in made["headers"].items():
        headers[name.title()] = value
    assert _python([{**made, "headers": headers}])[0]["type"] == "webhook.test"
    # What a server reads from bytes that are no text.
    broken = {**made["headers"], "webhook-id": "evt_\udce9"}
    assert _python([{**made, "headers": broken}]) == [REFUSED]
    assert _python([{**made, "body": "\ud800"}]) == [REFUSED]


@pytest.mark.parametrize("text", ["[]", '{"type": []}', '{"type": "a"}', '{"timestamp": 1}'])
def test_python_says_what_is_no_event(text: str) -> None:
    full = {"id": "a", "type": "a", "timestamp": "", "app_id": "", "environment": "", "data": {}}
    given = json.loads(text)
    with pytest.raises(ValueError, match=r"an event|isoformat"):
        _module().parse(json.dumps({**full, **given} if "timestamp" in given else given))


def test_typescript_takes_headers_as_frameworks_have_them(
    typescript_programs: TypeScriptPrograms,
) -> None:
    """Several lines of one header, and a class of headers that is not the platform's."""
    made = case(EXAMPLES["webhook.test"])
    headers = made["headers"]
    lists = {name: [value] for name, value in headers.items()}
    lists["webhook-signature"].insert(0, "v1,AAAA")
    shutil.copy(DRIVERS / "webhooks.mjs", typescript_programs.folder)
    program = _program(["node", "webhooks.mjs"], typescript_programs.folder)
    assert [one.get("type") for one in program([{**made, "headers": lists}])] == ["webhook.test"]
    foreign = _program(["node", "webhooks.mjs", "--foreign"], typescript_programs.folder)
    assert [one.get("type") for one in foreign([made])] == ["webhook.test"]


def test_events_of_ones_own_and_of_a_newer_server(verify: Verify) -> None:
    newer = {**EXAMPLES["webhook.test"], "added": "later"}
    mine, unknown_field, other_shape = verify(
        [
            case(MESSAGE),
            case(newer),
            case({**EXAMPLES["webhook.test"], "type": "webhook.moved", "data": {"to": "there"}}),
        ]
    )
    assert mine == {"type": "new-message", "known": False, "data": MESSAGE["data"]}
    assert (unknown_field["type"], unknown_field["known"]) == ("webhook.test", True)
    assert (other_shape["type"], other_shape["known"]) == ("webhook.moved", False)
    assert other_shape["data"] == {"to": "there"}


def _same(read: Any, sent: Any) -> bool:
    """Whether nothing was lost: what was null or absent may be either, times may be written
    another way."""
    if isinstance(sent, dict):
        return isinstance(read, dict) and all(
            _same(read.get(key), value) for key, value in sent.items()
        )
    if isinstance(sent, list):
        return isinstance(read, list) and all(map(_same, read, sent))
    if isinstance(sent, str) and isinstance(read, str) and "T" in sent and sent != read:
        return datetime.fromisoformat(read) == datetime.fromisoformat(sent)
    return bool(read == sent)
