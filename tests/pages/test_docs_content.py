"""What the generated docs tell: everything the contract says, about every operation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from stagewire.contract.load import Document, load_contract
from stagewire.contract.messages import load_messages
from stagewire.pages.serving import built

CONTRACT = load_contract()
DOCS = built("docs", "index.html")
OPERATIONS = [
    pytest.param(document, path, method, operation, id=operation["operationId"])
    for document in CONTRACT.documents
    for path, method, operation in document.operations()
]
EVERY = pytest.mark.parametrize(("document", "path", "method", "operation"), OPERATIONS)
Json = dict[str, Any]


def scopes(document: Document, operation: Json) -> set[str]:
    security = operation.get("security", document.raw.get("security", []))
    return {scope for one in security for names in one.values() for scope in names}


def section(text: str, heading: str) -> str:
    """What stands under a heading of a Markdown text, up to the next of its level."""
    _, found, rest = text.partition(f"\n{heading}")
    assert found, heading
    return rest.partition("\n## ")[0]


@EVERY
def test_llms_txt_has_a_line(document: Document, path: str, method: str, operation: Json) -> None:
    text = (DOCS / "llms.txt").read_text()
    (line,) = re.findall(rf"^- {method.upper()} {re.escape(path)} \(.*$", text, re.MULTILINE)
    assert operation["summary"] in line
    assert all(scope in line for scope in scopes(document, operation))
    assert ("idempotent" in line) == bool(operation.get("x-idempotency"))


@EVERY
def test_llms_full_txt_tells_everything(
    document: Document, path: str, method: str, operation: Json
) -> None:
    told = section((DOCS / "llms-full.txt").read_text(), f"## {method.upper()} {path} (")
    assert f"`{operation['operationId']}`" in told
    assert operation["description"].strip() in told
    item = document.raw["paths"][path]
    for parameter in [*item.get("parameters", []), *operation.get("parameters", [])]:
        one = document.follow(parameter)
        assert f"- `{one['name']}` ({one['in']}, " in told
        assert one["description"].strip() in told
    if "requestBody" in operation:
        content = document.follow(operation["requestBody"])["content"]["application/json"]
        fields = told.partition("Body fields:")[2]
        for name, schema in document.follow(content["schema"])["properties"].items():
            shown = not document.follow(schema).get("readOnly")
            assert (f"- `{name}` (" in fields.partition("Example:")[0]) == shown, name
    for status in operation["responses"]:
        mark = f"Answer {status}: " if status.startswith("2") else f"- {status}: "
        assert mark in told
    assert "```bash\ncurl " in told and f"$BASE_URL{path.partition('{')[0]}" in told


@EVERY
def test_the_reference_shows_it(
    document: Document, path: str, method: str, operation: Json
) -> None:
    shown = json.loads((DOCS / "reference" / f"{document.name}.json").read_text())
    one = shown["paths"][path][method]
    assert [sample["label"] for sample in one["x-codeSamples"]] == [
        "curl",
        "Python",
        "TypeScript",
        "Go",
    ]
    assert all("BASE_URL" in sample["source"] for sample in one["x-codeSamples"])
    for scope in scopes(document, operation):
        assert f"**Scope** `{scope}`" in one["description"]
    for status in operation["responses"]:
        if status[0] in "45":
            assert f"`{status}`" in one["description"].rpartition("**Errors**")[2]
    limited = operation.get("x-rate-limit", document.raw.get("x-rate-limit"))
    secured = operation.get("security", document.raw.get("security"))
    assert ("**Limit**" in one["description"]) == bool(
        limited and (secured or any(rule["per"] == "ip" for rule in limited))
    )


@EVERY
def test_the_portal_lists_it(document: Document, path: str, method: str, operation: Json) -> None:
    html = (DOCS / "index.html").read_text()
    anchor = rf'href="/docs/{document.name}#tag/[a-z-]+/{operation["operationId"]}"'
    assert re.search(anchor, html)
    found = [one for one in search() if one["detail"] == f"{method.upper()} {path}"]
    assert [one["title"] for one in found] == [operation["summary"]]
    assert operation["operationId"].lower() in found[0]["words"]


# --- the WebSocket ---------------------------------------------------------------------------


MESSAGES = load_messages()
REALTIME = MESSAGES.document
NAMES = list(REALTIME.raw["components"]["messages"])
SPOKEN = pytest.mark.parametrize("name", NAMES)


def told_properties(name: str) -> Iterator[tuple[str, str]]:
    """Each field with what is said of it there; more may stand where its shape is told."""
    payload = REALTIME.follow(REALTIME.raw["components"]["messages"][name]["payload"])
    for key, schema in payload["properties"].items():
        said = (REALTIME.follow(schema) | schema).get("description", "")
        yield key, said.partition("\n\n")[0]


def pages() -> str:
    return unescape((DOCS / "websocket.html").read_text())


def answers() -> list[tuple[str, str]]:
    """(request, reply) of every operation a client asks."""
    channel = REALTIME.raw["operations"].values()
    return [
        tuple(  # type: ignore[misc]
            REALTIME.locate(one, "")[1].rpartition("/")[2]
            for one in (*operation["messages"], *operation["reply"]["messages"])
        )
        for operation in channel
        if operation["action"] == "receive"
    ]


@SPOKEN
def test_the_page_tells_every_message(name: str) -> None:
    message = REALTIME.raw["components"]["messages"][name]
    html = pages()
    asked = dict(answers())
    anchor = next((ask for ask, reply in asked.items() if name == reply), name)
    _, found, rest = html.partition(f'<section class="message" id="{anchor}">')
    assert found, name
    told = re.sub(r"<[^>]+>", "", rest.partition('<section class="message"')[0])
    assert re.sub(r"[`*]", "", message["summary"]) in told
    for key, said in told_properties(name):
        assert key in told
        assert re.sub(r"[`*]", "", said) in told
    for example in message["examples"]:
        values = [value for value in example["payload"].values() if isinstance(value, str)]
        assert all(value in told for value in values)


@SPOKEN
def test_llms_full_txt_tells_every_message(name: str) -> None:
    text = (DOCS / "llms-full.txt").read_text()
    message = REALTIME.raw["components"]["messages"][name]
    kind = message["payload"]["properties"]["type"]["enum"][0]
    asked = dict(answers())
    heads = [f"## {ask} → {reply}\n" for ask, reply in asked.items() if name in (ask, reply)]
    told = section(text, heads[0] if heads else f"## {kind} (unasked, from the server)")
    assert message["summary"] in told
    for key, said in told_properties(name):
        (line, *_) = re.findall(rf"^- `{key}` \(.*$", told, re.MULTILINE)
        assert said in told, line


def test_llms_txt_tells_how_to_speak_to_the_websocket() -> None:
    told = section((DOCS / "llms.txt").read_text(), "## WebSocket")
    assert f"$WS_URL{MESSAGES.address}" in told
    for asked, reply in answers():
        assert f"`{asked}` → `{reply}`" in told
    again, _, never = told.partition("Do not reconnect")
    for code in MESSAGES.close_codes.values():
        assert f"{code.code} {code.name}" in (again if code.reconnect else never)
    for word in ("recover", "epoch", "offset", "stagewire.token.<token>"):
        assert word in told


def test_llms_txt_tells_how_to_use_each_client() -> None:
    """What it names is there, in the clients as they are."""
    text = (DOCS / "llms.txt").read_text()
    clients = DOCS.parent / "clients"
    told = section(text, "## Clients")
    for language, package, names in (
        ("python/src", "stagewire-client", ("AsyncStagewire", "verify", "verify_license_file")),
        ("typescript/src", "@stagewire/client", ("connect", "verify", "verifyLicenseFile")),
        ("go", "github.com/stagewire/stagewire-go", ("VerifyWebhook", "VerifyLicenseFile")),
    ):
        assert f"`{package}`" in told
        code = "".join(
            one.read_text()
            for one in (clients / language).rglob("*")
            if one.suffix in (".py", ".ts", ".go")
        )
        for name in names:
            assert name in told
            assert re.search(rf"(?:def|class|func|function) {name}\(|class {name}\b", code), name
    carried = section(text, "## What arrives and what is carried along")
    for word in ("webhook-id", "webhook-timestamp", "webhook-signature", "whsec_", "whpk_", "kid"):
        assert f"{word}" in carried


def test_limits_and_close_codes_are_told() -> None:
    html, text = pages(), (DOCS / "llms-full.txt").read_text()
    for code in MESSAGES.close_codes.values():
        (row,) = re.findall(rf'<tr id="close-{code.code}">.*', html)
        assert code.name in row
        assert f"<td>{'yes' if code.reconnect else 'no'}</td>" in row
        assert f"- {code.code} `{code.name}`" in text
    for name in REALTIME.raw["x-realtime-limits"]:
        (value,) = re.findall(rf"<code>{name}</code></td><td>([^<]+)</td>", html)
        assert f"- `{name}`: {value}\n" in text
    assert "<code>messageBytes</code></td><td>64 KiB</td>" in html


def test_the_search_finds_messages_and_close_codes() -> None:
    found = {one["url"]: one for one in search()}
    for asked, reply in answers():
        assert found[f"/docs/websocket#{asked}"]["detail"] == f"{asked} → {reply}"
    for code in MESSAGES.close_codes.values():
        assert found[f"/docs/websocket#close-{code.code}"]["title"] == f"{code.code} {code.name}"


def test_links_within_the_websockets_page_lead_somewhere() -> None:
    html = pages()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    wanted = set(re.findall(r'href="#([^"]+)"', html))
    wanted |= {
        one["url"].partition("#")[2] for one in search() if one["url"].startswith("/docs/websocket")
    }
    assert wanted <= set(ids)


# --- the whole -------------------------------------------------------------------------------


def search() -> list[dict[str, str]]:
    index: list[dict[str, str]] = json.loads((DOCS / "search.json").read_text())
    return index


def test_the_portal_tells_scopes_and_limits() -> None:
    html = (DOCS / "index.html").read_text()
    for scope in CONTRACT.scopes.describe:
        assert f"<code>{scope}</code>" in html
    for rule in CONTRACT.limits.rules.values():
        assert f"<code>{rule.name}</code>" in html
    for document in CONTRACT.documents:
        for rule in document.raw.get("x-rate-limit", []):
            assert f"<code>{rule['name']}</code>" in html
    for number in CONTRACT.limits.tiers.values():
        assert str(number) in html
    for media_type in ("application/problem+json", "application/json"):
        assert media_type in html


def test_sections_that_pages_point_at_exist() -> None:
    html = (DOCS / "index.html").read_text()
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    wanted = set(re.findall(r'href="(?:/docs)?#([^"]+)"', html))
    for path in (DOCS / "reference").iterdir():
        wanted |= set(re.findall(r"\(/docs#([a-z-]+)\)", path.read_text()))
    wanted |= {one["url"].partition("#")[2] for one in search() if one["url"].startswith("/docs#")}
    assert wanted <= ids
