"""The linters of `scripts/lint`: our documents pass, and each rule is broken once, by name."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LINT = ROOT / "scripts" / "lint"
Json = dict[str, Any]

pytestmark = pytest.mark.skipif(not shutil.which("npm"), reason="needs Node")

STATUSES = ("400", "401", "403", "404", "409", "413", "415", "429", "500")
ERROR: Json = {
    "description": "It failed.",
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/Thing"},
            "example": {"name": "x"},
        }
    },
}
GOOD: Json = {
    "openapi": "3.1.0",
    "info": {
        "title": "Things",
        "version": "1.0.0",
        "description": "Everything about things.",
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        "contact": {"name": "Somebody"},
    },
    "servers": [{"url": "/"}],
    "x-error-format": "problem",
    "x-rate-limit": [{"name": "things", "limit": 9, "window": 60, "per": "key", "block": []}],
    "tags": [{"name": "Things", "description": "All things."}],
    "security": [{"bearer": []}],
    "paths": {
        "/things/{id}": {
            "post": {
                "operationId": "createThing",
                "tags": ["Things"],
                "summary": "Create a thing",
                "description": "Makes a thing under an id that its caller has chosen.",
                "security": [{"bearer": ["things:write"]}],
                "x-idempotency": True,
                "x-pagination": "page",
                "parameters": [
                    {
                        "name": name,
                        "in": place,
                        "required": place == "path",
                        "description": "What it is for.",
                        "schema": {"type": "string"},
                        "example": "x",
                    }
                    for name, place in (
                        ("id", "path"),
                        ("currentPage", "query"),
                        ("pageSize", "query"),
                        ("Idempotency-Key", "header"),
                    )
                ],
                "requestBody": {
                    "required": True,
                    "content": deepcopy(ERROR["content"]),
                },
                "responses": {
                    "200": {"description": "The thing.", "content": deepcopy(ERROR["content"])},
                    **{status: deepcopy(ERROR) for status in STATUSES},
                },
            }
        }
    },
    "components": {
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Thing": {
                "type": "object",
                "description": "A thing.",
                "properties": {"name": {"type": "string", "description": "Its name."}},
                "example": {"name": "x"},
            }
        },
    },
}


def operation(document: Json) -> Json:
    found: Json = document["paths"]["/things/{id}"]["post"]
    return found


def put(key: str, value: Any) -> Callable[[Json], None]:
    return lambda document: operation(document).__setitem__(key, value)


def without(*path: str | int) -> Callable[[Json], None]:
    def change(document: Json) -> None:
        node: Any = operation(document)
        for key in path[:-1]:
            node = node[key]
        del node[path[-1]]

    return change


def parameter(key: str, value: Any) -> Callable[[Json], None]:
    return lambda document: operation(document)["parameters"][1].__setitem__(key, value)


def schema(change: Callable[[Json], object]) -> Callable[[Json], None]:
    return lambda document: (change(document["components"]["schemas"]["Thing"]), None)[1]


BROKEN: dict[str, tuple[str, Callable[[Json], None]]] = {
    "dotted-id": ("stagewire-operation-id", put("operationId", "things.create")),
    "noun-first": ("stagewire-operation-id", put("operationId", "thingCreate")),
    "snake-case": ("stagewire-operation-id", put("operationId", "create_thing")),
    "no-summary": ("stagewire-summary", without("summary")),
    "summary-stop": ("stagewire-summary", put("summary", "Create a thing.")),
    "no-description": ("stagewire-description", without("description")),
    "echo": (
        "stagewire-description",
        lambda d: operation(d).update(
            summary="Create one more thing of this kind",
            description="Create one more thing, of this kind.",
        ),
    ),
    "implicit-security": ("stagewire-security-explicit", without("security")),
    "no-request-example": (
        "stagewire-request-example",
        without("requestBody", "content", "application/json", "example"),
    ),
    "no-answer-example": (
        "stagewire-response-example",
        without("responses", "200", "content", "application/json", "example"),
    ),
    "no-error-example": (
        "stagewire-error-example",
        without("responses", "404", "content", "application/json", "example"),
    ),
    **{f"no-{status}": ("stagewire-statuses", without("responses", status)) for status in STATUSES},
    "foreign-extension": ("stagewire-extensions", put("x-internal", True)),
    "extension-elsewhere": (
        "stagewire-extensions",
        schema(lambda thing: thing.update({"x-idempotency": True})),
    ),
    "no-idempotency-key": ("stagewire-idempotency-header", without("parameters", 3)),
    "no-page-size": ("stagewire-page-parameters", without("parameters", 2)),
    "parameter-undescribed": (
        "stagewire-parameter-described",
        without(*("parameters", 1, "description")),
    ),
    "parameter-no-example": ("stagewire-parameter-example", without("parameters", 1, "example")),
    "type-array": (
        "stagewire-no-type-arrays-in-parameters",
        parameter("schema", {"type": ["string", "null"]}),
    ),
    "deep-object": ("stagewire-no-deep-object", parameter("style", "deepObject")),
    "schema-undescribed": (
        "stagewire-schema-described",
        schema(lambda thing: thing.pop("description")),
    ),
    "property-undescribed": (
        "stagewire-property-described",
        schema(lambda thing: thing["properties"]["name"].pop("description")),
    ),
    "tag-undescribed": ("stagewire-tag-described", lambda d: d["tags"][0].pop("description")),
}


@pytest.fixture(scope="module")
def spectral(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The rules each of our made-up documents breaks, by the document's name."""
    folder = tmp_path_factory.mktemp("documents")
    for name, (_, change) in {"good": ("", lambda _: None), **BROKEN}.items():
        document = deepcopy(GOOD)
        change(document)
        # JSON is YAML; no anchors, so that a change stays where it was made.
        (folder / f"{name}.yaml").write_text(json.dumps(document))
    # Installs the linters where they are missing; Redocly and Spectral both refuse this folder.
    whole = subprocess.run([LINT / "run", folder], capture_output=True, text=True, check=False)
    assert whole.returncode != 0
    ran = subprocess.run(
        [
            *(LINT / "node_modules/.bin/spectral", "lint", "--format", "json", "--quiet"),
            *("--ruleset", LINT / "spectral.yaml", folder / "*.yaml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, set[str]] = {name: set() for name in ("good", *BROKEN)}
    for problem in json.loads(ran.stdout):
        found[Path(problem["source"]).stem].add(problem["code"])
    return found


def test_a_good_document_breaks_no_rule(spectral: dict[str, set[str]]) -> None:
    assert spectral["good"] == set()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_named_by_its_rule(name: str, spectral: dict[str, set[str]]) -> None:
    ours = {rule for rule in spectral[name] if rule.startswith("stagewire-")}
    assert ours == {BROKEN[name][0]}


def test_every_rule_of_ours_is_broken_once() -> None:
    rules = yaml.safe_load((LINT / "spectral.yaml").read_text())["rules"]
    ours = {name for name in rules if name.startswith("stagewire-")}
    assert ours == {rule for rule, _ in BROKEN.values()}


def test_redocly_refuses_a_reference_to_nothing(tmp_path: Path) -> None:
    document = deepcopy(GOOD)
    operation(document)["responses"]["200"]["content"]["application/json"]["schema"] = {
        "$ref": "#/components/schemas/Nothing"
    }
    (tmp_path / "broken.yaml").write_text(json.dumps(document))
    ran = subprocess.run([LINT / "run", tmp_path], capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "no-unresolved-refs" in ran.stdout + ran.stderr


SPOKEN: Json = {
    "asyncapi": "3.0.0",
    "info": {"title": "Talk", "version": "1.0.0"},
    "channels": {
        "talk": {"address": "/talk", "messages": {"say": {"$ref": "#/components/messages/say"}}}
    },
    "operations": {
        "sendSay": {
            "action": "receive",
            "channel": {"$ref": "#/channels/talk"},
            "messages": [{"$ref": "#/channels/talk/messages/say"}],
        }
    },
    "components": {
        "messages": {"say": {"payload": {"$ref": "common/talk.yaml#/components/schemas/Words"}}}
    },
}
UNSPOKEN: dict[str, tuple[str, Callable[[Json], None]]] = {
    "no-address-to-refer-to": (
        "invalid-ref '#/channels/nothing' does not exist",
        lambda d: d["operations"]["sendSay"]["channel"].update({"$ref": "#/channels/nothing"}),
    ),
    "a-file-without-it": (
        "invalid-ref '#/components/schemas/Nothing' does not exist",
        lambda d: d["components"]["messages"]["say"]["payload"].update(
            {"$ref": "common/talk.yaml#/components/schemas/Nothing"}
        ),
    ),
    "neither-sent-nor-received": (
        'asyncapi-document-resolved "action" property must be equal to one of the allowed',
        lambda d: d["operations"]["sendSay"].update(action="listen"),
    ),
    "no-such-type": (
        '"type" property must be equal to one of the allowed values',
        lambda d: d["components"]["messages"]["say"].update(payload={"type": "text"}),
    ),
    "not-of-the-channel": (
        "asyncapi3-operation-messages-from-referred-channel",
        lambda d: d["operations"]["sendSay"].update(
            messages=[{"$ref": "#/components/messages/say"}]
        ),
    ),
}


def spoken(folder: Path, document: Json) -> subprocess.CompletedProcess[str]:
    (folder / "common").mkdir()
    words = {"components": {"schemas": {"Words": {"type": "object", "description": "Words."}}}}
    (folder / "common" / "talk.yaml").write_text(yaml.safe_dump(words))
    (folder / "talk.asyncapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False))
    return subprocess.run([LINT / "run", folder], capture_output=True, text=True, check=False)


def test_a_good_document_of_messages_passes(tmp_path: Path) -> None:
    ran = spoken(tmp_path, SPOKEN)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("name", UNSPOKEN)
def test_a_broken_document_of_messages_is_refused(name: str, tmp_path: Path) -> None:
    said, change = UNSPOKEN[name]
    document = deepcopy(SPOKEN)
    change(document)
    ran = spoken(tmp_path, document)
    assert ran.returncode != 0
    assert re.search(said, ran.stderr), ran.stderr
    assert "talk.asyncapi.yaml:" in ran.stderr


def test_our_own_documents_are_clean() -> None:
    ran = subprocess.run([LINT / "run"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_extensions_are_those_of_the_architecture() -> None:
    rules = yaml.safe_load((LINT / "spectral.yaml").read_text())["rules"]
    options = rules["stagewire-extensions"]["then"]["functionOptions"]
    named = {*options["document"], *options["operation"]}
    table = (ROOT / "ARCHITECTURE.md").read_text().partition("## Extensions")[2]
    listed = {
        line.split("`")[1] for line in table.partition("\n## ")[0].splitlines() if "| `x-" in line
    }
    assert named == listed
