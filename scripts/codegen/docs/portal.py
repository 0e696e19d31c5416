"""The pages of `/docs`: the guide, one reference page per API, and the search index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from codegen.docs import facts as words
from codegen.docs import websocket
from codegen.docs.facts import Facts, api_title, facts
from codegen.docs.markup import code, inline, markdown, pretty, wire
from codegen.docs.samples import Samples
from codegen.docs.websocket import Socket
from stagewire.contract.load import Contract, Document, read_yaml

TEMPLATES = Path(__file__).parent / "templates"
# What the pages say the server's address is; pages/docs.py puts the real one in its place.
BASE_URL = "http://127.0.0.1:8080"
WS_URL = "ws://127.0.0.1:8080"

SECTIONS = (
    ("start", "Quickstart"),
    ("apis", "APIs"),
    ("authentication", "Authentication"),
    ("scopes", "Scopes"),
    ("environments", "Environments"),
    ("errors", "Errors"),
    ("limits", "Rate limits"),
    ("pagination", "Pagination"),
    ("idempotency", "Idempotency"),
    ("requests", "Requests and answers"),
    ("clients", "Client libraries"),
    ("operations", "All operations"),
)
_FORMATS = {
    "problem": ("Problem details (RFC 9457)", "problem.yaml", ""),
    "status-message": ("Status and message", "status-message.yaml", "Status"),
    "success-envelope": ("Success envelope", "failure.yaml", "Failure"),
}


@dataclass(frozen=True)
class Api:
    """A document as the pages show it."""

    name: str
    title: str
    document: Document
    operations: list[Facts]

    @property
    def info(self) -> Mapping[str, Any]:
        info: Mapping[str, Any] = self.document.raw["info"]
        return info


def apis(contract: Contract) -> list[Api]:
    """Every API by name, the server's own operations last."""
    made = [
        Api(one.name, api_title(one), one, list(facts(contract, one))) for one in contract.documents
    ]
    return sorted(made, key=lambda api: (api.name == "system", api.name))


def environment(escape: bool) -> Environment:
    """Jinja for the templates of this folder; ``escape`` for HTML."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"markdown": markdown, "inline": inline, "code": code}
    made.filters |= {"pretty": pretty, "wire": wire}
    made.globals |= {"words": words, "BASE_URL": BASE_URL, "WS_URL": WS_URL}
    return made


def pages(
    contract: Contract,
    version: str,
    found: list[Api],
    socket: Socket | None,
    samples: Samples,
    static: Mapping[str, bytes],
) -> dict[str, bytes]:
    """The HTML pages and the search index, by path under `generated/docs/`. ``static`` are the
    other files, whose digests go into the addresses that the pages name them by."""
    entries = list(search_index(found, contract))
    entries += websocket.search_index(socket) if socket else ()
    index = json.dumps(entries, ensure_ascii=False, indent=1).encode()
    versions = {path: digest(content) for path, content in {**static, "search.json": index}.items()}

    def asset(path: str) -> str:
        return f"/docs/{path.removesuffix('.gz')}?v={versions[path]}"

    made = environment(escape=True)
    shared = {
        "contract": contract,
        "version": version,
        "apis": found,
        "socket": socket,
        "by_id": {one.id: one for api in found for one in api.operations},
        "asset": asset,
        "samples": samples,
        "sections": SECTIONS,
    }
    texts = {
        "index.html": made.get_template("index.html.j2").render(**shared, **guide(contract, found))
    }
    for api in found:
        texts[f"{api.name}.html"] = made.get_template("api.html.j2").render(**shared, api=api)
    if socket:
        own = {"api": socket, "sections": websocket.SECTIONS, "shaped": websocket.shaped}
        page = made.get_template("websocket.html.j2")
        texts[f"{socket.name}.html"] = page.render({**shared, **own})
    return {"search.json": index, **{path: text.encode() for path, text in texts.items()}}


def digest(content: bytes) -> str:
    """What tells two versions of a file apart, in its ETag and in addresses that name it."""
    return hashlib.sha256(content).hexdigest()[:16]


def search_index(found: list[Api], contract: Contract) -> Iterator[dict[str, str]]:
    """What the search finds: operations, sections of the guide, scopes."""
    for api in found:
        for one in api.operations:
            yield {
                "title": one.summary,
                "detail": f"{one.method} {one.path}",
                "where": api.title,
                "url": one.anchor,
                "words": " ".join((one.id, one.tag, *one.scopes, one.description)).lower(),
            }
    for anchor, title in SECTIONS:
        yield {
            "title": title,
            "detail": "",
            "where": "Guide",
            "url": f"/docs#{anchor}",
            "words": "",
        }
    for scope, meaning in contract.scopes.describe.items():
        yield {
            "title": scope,
            "detail": meaning,
            "where": "Scope",
            "url": "/docs#scopes",
            "words": "",
        }


# --- the guide -------------------------------------------------------------------------------


def guide(contract: Contract, found: list[Api]) -> dict[str, Any]:
    """What the guide tells about all APIs together."""
    operations = [one for api in found for one in api.operations]
    return {
        "paged": [one for one in operations if one.paged],
        "idempotent": [one for one in operations if one.idempotent],
        "formats": [_error_format(contract, found, name) for name in _FORMATS],
        "statuses": _statuses(contract),
        "headers": _headers(contract),
        "limits": _limits(found),
        "schemes": _common(contract, "security.yaml", "securitySchemes"),
        "pagination": _common(contract, "pagination.yaml", "schemas")["Pagination"],
        "key_parameter": _common(contract, "parameters.yaml", "parameters")["IdempotencyKey"],
    }


def _common(contract: Contract, file: str, section: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = read_yaml(contract.folder / "common" / file)["components"][section]
    return content


def _error_format(contract: Contract, found: list[Api], name: str) -> dict[str, Any]:
    title, file, prefix = _FORMATS[name]
    responses = _common(contract, file, "responses")
    media_type, content = next(iter(responses[f"{prefix}Forbidden"]["content"].items()))
    return {
        "title": title,
        "apis": [api for api in found if api.document.error_format == name],
        "media_type": media_type,
        "example": content["example"],
    }


def _statuses(contract: Contract) -> list[tuple[int, str, str, str]]:
    """Each status of an error with its code and meaning, from the common answers."""
    rows = []
    for response in _common(contract, "problem.yaml", "responses").values():
        example = next(iter(response["content"].values()))["example"]
        rows.append((example["status"], example["title"], example["code"], response["description"]))
    return sorted(rows)


def _headers(contract: Contract) -> list[tuple[str, str]]:
    """The headers of answers, under the names they have on the wire."""
    described = _common(contract, "headers.yaml", "headers")
    names: dict[str, str] = {}
    for document in contract.documents:
        for _, _, operation in document.operations():
            for response in operation["responses"].values():
                for name, header in document.follow(response).get("headers", {}).items():
                    if "$ref" in header:
                        names.setdefault(header["$ref"].rpartition("/")[2], name)
    return [(names[key], one["description"]) for key, one in described.items() if key in names]


def _limits(found: list[Api]) -> list[dict[str, Any]]:
    """Each limit once, with the operations it holds for; all of an API's are named by the API."""
    rows: dict[str, dict[str, Any]] = {}
    for api in found:
        for one in api.operations:
            for rule in one.limits:
                row = rows.setdefault(rule.name, {"rule": rule, "api": api, "operations": []})
                row["operations"].append(one)
    for row in rows.values():
        limited = [one for one in row["api"].operations if one.limits]
        row["whole"] = len(row["operations"]) > len(limited) / 2
    return list(rows.values())
