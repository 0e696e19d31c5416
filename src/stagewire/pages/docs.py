"""What tells about the API: the docs at `/docs`, the OpenAPI and AsyncAPI documents, and the
agents' guides.

The docs are the generated files of `generated/docs`; the documents are the contract that this
process enforces, with this server's address in `servers`. A path is looked up among the known
ones and never reaches the file system.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import yaml
from starlette.types import ASGIApp

from stagewire import __version__
from stagewire.contract.load import Contract, Document, Json, bundle_all
from stagewire.pages.serving import built, in_front
from stagewire.pages.static import Page, Redirect
from stagewire.settings import Settings

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
# What the generator writes for this server's addresses: in the pages, and in the agents' guides.
_ADDRESS, _WS_ADDRESS = b"http://127.0.0.1:8080", b"ws://127.0.0.1:8080"
_PLACEHOLDER, _WS_PLACEHOLDER = b"$BASE_URL", b"$WS_URL"
# The pages that are all ours; the others show themselves with the reference bundle.
_GUIDES = ("index.html", "websocket.html")


def docs(settings: Settings, contract: Contract, realtime: Document, next_app: ASGIApp) -> ASGIApp:
    """The ASGI app that answers these paths and hands every other one to ``next_app``. ``realtime``
    is the WebSocket's document."""
    known: dict[str, Page | Redirect] = {
        "/": Redirect("/docs"),
        **dict(_files(built("docs", "index.html"), settings.base_url)),
        **dict(_documents(contract, settings.base_url)),
        **dict(_realtime(realtime, settings.base_url)),
    }

    return in_front(known.get, next_app)


def _files(folder: Path, base_url: str) -> Iterator[tuple[str, Page]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        shown = name.removesuffix(".gz")
        suffix = Path(shown).suffix
        if not path.is_file() or suffix not in _TYPES:
            continue
        page = Page(
            _reader(path, name, base_url),
            _TYPES[suffix],
            _page_headers(name) if suffix == ".html" else (),
            packed=name != shown,
        )
        if name == "index.html":
            yield from (("/docs", page), ("/docs/", page))
        elif suffix == ".html":
            yield f"/docs/{name.removesuffix('.html')}", page
        elif "/" not in name and suffix == ".txt":
            yield f"/{name}", page
        else:
            yield f"/docs/{shown}", page
        if name == "assets/favicon.svg":
            yield from (("/favicon.svg", page), ("/favicon.ico", page))


def _reader(path: Path, name: str, base_url: str) -> Callable[[], bytes]:
    sockets = _sockets(base_url)
    if name.startswith("llms"):
        names = {_PLACEHOLDER: base_url, _WS_PLACEHOLDER: sockets}
    elif name in _GUIDES:
        names = {_ADDRESS: escape(base_url), _WS_ADDRESS: escape(sockets)}
    else:
        return path.read_bytes

    def read() -> bytes:
        content = path.read_bytes()
        for name, address in names.items():
            content = content.replace(name, address.encode())
        return content

    return read


def _sockets(base_url: str) -> str:
    """The same server for WebSockets: `ws://` for `http://`, `wss://` for `https://`."""
    return base_url.replace("http", "ws", 1)


def _page_headers(name: str) -> list[tuple[bytes, bytes]]:
    """A Content-Security-Policy that lets nothing in or out but this server's own. The reference
    pages' bundle writes styles into the page and shows pictures it fetched, so they allow that."""
    styles, pictures = ("", "") if name in _GUIDES else (" 'unsafe-inline'", " blob:")
    policy = (
        "default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self' data:; "
        f"style-src 'self'{styles}; img-src 'self' data:{pictures}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return [
        (b"content-security-policy", policy.encode()),
        (b"referrer-policy", b"same-origin"),
    ]


# --- the documents ---------------------------------------------------------------------------


def _documents(contract: Contract, base_url: str) -> Iterator[tuple[str, Page]]:
    servers: list[Json] = [{"url": base_url, "description": "This server."}]

    def whole() -> bytes:
        info = {
            "title": "Stagewire",
            "version": __version__,
            "summary": "Every API of this server.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        }
        return orjson.dumps(bundle_all(contract.documents, info=info, servers=servers))

    yield "/openapi.json", Page(whole, "application/json")
    for document in contract.documents:
        yield from _both(f"/openapi/{document.name}", {**document.raw, "servers": servers})


def _realtime(document: Document, base_url: str) -> Iterator[tuple[str, Page]]:
    address = urlsplit(_sockets(base_url))
    here = {
        "host": address.netloc,
        **({"pathname": address.path} if address.path else {}),
        "protocol": address.scheme,
        "description": "This server.",
    }
    return _both("/asyncapi", {**document.raw, "servers": {"here": here}})


def _both(path: str, document: Json) -> Iterator[tuple[str, Page]]:
    yield f"{path}.json", Page(lambda: orjson.dumps(document), "application/json")
    # RFC 9512
    yield f"{path}.yaml", Page(lambda: _yaml(document), "application/yaml")


class _Dumper(yaml.CSafeDumper):
    """Writes what stands twice twice: anchors are for people who write."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _yaml(document: Json) -> bytes:
    return yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, encoding="utf-8"
    )
