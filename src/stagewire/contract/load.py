"""Reads `openapi/`: one self-contained OpenAPI 3.1 document per API, scopes and limits.

References to `common/*.yaml` are resolved by bundling: the component moves into the document's own
`components/<section>/<Name>` and the reference points there, so schemas stay shared by name and
recursive ones stay recursive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from stagewire.contract.rates import parse_rule
from stagewire.contract.types import LimitRule

ErrorFormat = Literal["problem", "status-message", "success-envelope"]
ERROR_FORMATS: tuple[ErrorFormat, ...] = ("problem", "status-message", "success-envelope")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Json = dict[str, Any]


class ContractError(Exception):
    """A document breaks a rule of the contract. One line: file, place in it, rule."""

    def __init__(self, file: str, place: str, rule: str) -> None:
        super().__init__(f"{file}: {place}: {rule}")


@dataclass(frozen=True, slots=True)
class Document:
    """One API. ``name`` is the file's stem and the package's name, ``raw`` the bundled OpenAPI 3.1
    document: every `$ref` starts with `#/`."""

    name: str
    path: Path
    raw: Json

    @property
    def file(self) -> str:
        return self.path.name

    @property
    def package(self) -> str:
        return self.name.replace("-", "_")

    @property
    def error_format(self) -> ErrorFormat:
        return cast(ErrorFormat, self.raw.get("x-error-format", "problem"))

    def operations(self) -> Iterator[tuple[str, str, Json]]:
        """Every (path, method in lower case, operation object)."""
        for path, item in self.raw.get("paths", {}).items():
            for method in METHODS:
                if method in item:
                    yield path, method, item[method]

    def follow(self, node: Any) -> Any:
        """The node itself, or what its chain of `$ref`s ends at."""
        return self.locate(node, "")[0]

    def locate(self, node: Any, pointer: str) -> tuple[Any, str]:
        """Like `follow`, with the JSON pointer (RFC 6901, unescaped for URIs) of the result."""
        seen: set[str] = set()
        while isinstance(node, dict) and "$ref" in node:
            pointer = node["$ref"].removeprefix("#")
            if pointer in seen:
                raise ContractError(self.file, pointer, "$ref points at itself")
            seen.add(pointer)
            node = self.raw
            for part in pointer.split("/")[1:]:
                key = part.replace("~1", "/").replace("~0", "~")
                try:
                    node = node[int(key)] if isinstance(node, list) else node[key]
                except (KeyError, IndexError, ValueError):
                    raise ContractError(self.file, pointer, "$ref points at nothing") from None
        return node, pointer


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scopes of `common/scopes.yaml`: what each means and what it grants besides itself."""

    describe: Mapping[str, str]
    implies: Mapping[str, frozenset[str]]

    def expand(self, scopes: Iterable[str]) -> frozenset[str]:
        """The scopes with all they imply. Unknown names are kept: they grant nothing."""
        granted: set[str] = set()
        waiting = list(scopes)
        while waiting:
            scope = waiting.pop()
            if scope not in granted:
                granted.add(scope)
                waiting.extend(self.implies.get(scope, ()))
        return frozenset(granted)

    def __contains__(self, scope: object) -> bool:
        return scope in self.describe


@dataclass(frozen=True, slots=True)
class Limits:
    """`common/limits.yaml`: tiers in requests a minute, and the limits of no operation with what
    each of them counts."""

    tiers: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, LimitRule] = field(default_factory=dict)
    describe: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contract:
    """Everything `openapi/` says."""

    folder: Path
    documents: tuple[Document, ...]
    scopes: Scopes
    limits: Limits

    def document(self, name: str) -> Document:
        return next(document for document in self.documents if document.name == name)


# --- YAML ------------------------------------------------------------------------------------


class _Loader(yaml.CSafeLoader):
    """YAML as OpenAPI means it (the JSON schema of YAML 1.2): no timestamps, `on` is a string,
    keys are strings, duplicate keys are refused."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Iterator[Json]:
    made: Json = {}
    # Anchors may refer to a mapping that is still being built, so it is handed out first.
    yield made
    seen: set[str] = set()
    for key_node, _ in node.value:
        if key_node.tag == "tag:yaml.org,2002:merge":
            continue
        key = _key(loader, key_node)
        if key in seen:
            mark = key_node.start_mark
            raise yaml.MarkedYAMLError(None, None, f"the key {key!r} stands twice", mark)
        seen.add(key)
    # `<<` puts the merged keys in front, so that the mapping's own win.
    loader.flatten_mapping(node)
    for key_node, value_node in node.value:
        made[_key(loader, key_node)] = loader.construct_object(value_node, deep=True)


def _key(loader: _Loader, node: yaml.Node) -> str:
    key = loader.construct_object(node, deep=True)
    return str(key).lower() if isinstance(key, bool) else str(key)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; ContractError names the line where it cannot be read."""
    try:
        with path.open("rb") as file:
            return yaml.load(file, Loader=_Loader)  # noqa: S506 - derived from CSafeLoader
    except OSError as error:
        raise ContractError(path.name, "file", error.strerror or str(error)) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContractError(path.name, f"line {line}", error.problem or str(error)) from None
    except yaml.YAMLError as error:
        raise ContractError(path.name, "file", str(error).splitlines()[0]) from None


# --- bundling --------------------------------------------------------------------------------

_COMPONENT = re.compile(r"#/components/([A-Za-z]+)/([A-Za-z0-9._-]+)$")


_DATA = ("example", "default", "enum", "const", "value")
_NAMES = frozenset(
    (
        *("properties", "patternProperties", "dependentSchemas", "$defs", "paths", "webhooks"),
        *("responses", "examples", "headers", "content", "schemas", "parameters", "callbacks"),
        *("requestBodies", "securitySchemes", "links", "pathItems", "encoding", "scopes"),
    )
)


class _Bundler:
    def __init__(self, path: Path, files: dict[Path, Any]) -> None:
        self.path = path.resolve()
        self.files = files
        self.components: dict[str, Json] = {}
        # Where each bundled component came from: two files may not use one name for two things.
        self.sources: dict[tuple[str, str], Path] = {}

    def bundle(self) -> Json:
        raw = self._file(self.path, self.path)
        if not isinstance(raw, dict):
            raise ContractError(self.path.name, "file", "is not an OpenAPI document")
        own = raw.get("components", {})
        for section, entries in own.items():
            self.components[section] = {}
            for name, entry in entries.items():
                if not self._is_import(section, name, entry):
                    self.sources[section, name] = self.path
        for section, entries in own.items():
            for name, entry in entries.items():
                place = f"components.{section}.{name}"
                if self._is_import(section, name, entry):
                    self._reference(entry["$ref"], self.path, place)
                else:
                    self.components[section][name] = self._rewrite(entry, self.path, place)
        bundled = {
            key: self._rewrite(value, self.path, key, named=key in _NAMES)
            for key, value in raw.items()
            if key != "components"
        }
        bundled["components"] = self.components
        return bundled

    @staticmethod
    def _is_import(section: str, name: str, entry: Any) -> bool:
        """`bearer: {$ref: common/security.yaml#/components/securitySchemes/bearer}`: no component
        of its own, only another file's under the same name."""
        return (
            isinstance(entry, dict)
            and set(entry) == {"$ref"}
            and not entry["$ref"].startswith("#")
            and entry["$ref"].endswith(f"#/components/{section}/{name}")
        )

    def _file(self, path: Path, asked_by: Path) -> Any:
        if path not in self.files:
            if not path.is_file():
                raise ContractError(asked_by.name, f"$ref {path.name}", "no such file")
            self.files[path] = read_yaml(path)
        return self.files[path]

    def _rewrite(self, node: Any, file: Path, place: str, named: bool = False) -> Any:
        """The node with its references pointing into this document. ``named`` says that its keys
        are names somebody chose (a property may be called `default` or `enum`), not keywords."""
        if isinstance(node, list):
            return [self._rewrite(item, file, f"{place}.{n}") for n, item in enumerate(node)]
        if not isinstance(node, dict):
            return node
        rewritten: Json = {}
        for key, value in node.items():
            if named:
                rewritten[key] = self._rewrite(value, file, f"{place}.{key}")
            elif key == "$ref" and isinstance(value, str):
                rewritten[key] = self._reference(value, file, place)
            elif key in _DATA or (key == "examples" and isinstance(value, list)):
                # Examples are data: a `$ref` in them is none of ours.
                rewritten[key] = value
            else:
                below = f"{place}.{key}"
                rewritten[key] = self._rewrite(value, file, below, named=key in _NAMES)
        return rewritten

    def _reference(self, reference: str, file: Path, place: str) -> str:
        target, _, fragment = reference.partition("#")
        if not target and file == self.path:
            return reference
        found = _COMPONENT.match("#" + fragment)
        if "://" in target or not found:
            raise ContractError(
                file.name, place, f"$ref {reference} must be <file>#/components/<section>/<Name>"
            )
        source = (file.parent / target).resolve() if target else file
        section, name = found.groups()
        if source != self.path:
            self._pull(source, section, name, file, place)
        return f"#/components/{section}/{name}"

    def _pull(self, source: Path, section: str, name: str, file: Path, place: str) -> None:
        known = self.sources.get((section, name))
        if known == source:
            return
        if known is not None:
            raise ContractError(
                file.name,
                place,
                f"the name {section}/{name} means two things ({known.name}, {source.name})",
            )
        content = self._file(source, file)
        try:
            component = content["components"][section][name]
        except (KeyError, TypeError):
            rule = f"{source.name} has no components/{section}/{name}"
            raise ContractError(file.name, place, rule) from None
        self.sources[section, name] = source
        # Registered before it is rewritten, so that a recursive schema finds itself.
        entries = self.components.setdefault(section, {})
        entries[name] = None
        entries[name] = self._rewrite(component, source, f"components.{section}.{name}")


# --- loading ---------------------------------------------------------------------------------


def find_openapi() -> Path:
    """The documents: those inside the installed package, else the checkout's `openapi/`."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_data" / "openapi", package.parent.parent / "openapi"):
        if folder.is_dir():
            return folder
    raise ContractError("openapi", str(package), "the documents are neither installed nor beside")


def bundle(path: Path) -> Json:
    """One document with all it refers to; ContractError when it cannot be read or bundled."""
    return _Bundler(path, {}).bundle()


def load_contract(folder: Path | None = None) -> Contract:
    """Reads every document of the folder (by default `find_openapi()`), bundled.

    Raises ContractError when a file cannot be read or bundled; `lint.check` does the rest."""
    folder = folder or find_openapi()
    files: dict[Path, Any] = {}
    paths = sorted(path for path in folder.glob("*.yaml") if not path.stem.endswith(".asyncapi"))
    if not paths:
        raise ContractError(folder.name, "folder", "has no documents")
    documents = tuple(Document(path.stem, path, _Bundler(path, files).bundle()) for path in paths)
    return Contract(folder, documents, _scopes(folder / "common"), _limits(folder / "common"))


@cache
def own_contract() -> Contract:
    """The server's own contract, read once a process. Nothing changes it."""
    return load_contract(find_openapi())


def _scopes(common: Path) -> Scopes:
    path = common / "scopes.yaml"
    if not path.is_file():
        return Scopes({}, {})
    entries = (read_yaml(path) or {}).get("scopes") or {}
    for name, entry in entries.items():
        for implied in entry.get("implies") or ():
            if implied not in entries:
                raise ContractError(
                    path.name, f"scopes.{name}", f"implies the undeclared scope {implied}"
                )
    return Scopes(
        {name: entry.get("description", "") for name, entry in entries.items()},
        {name: frozenset(entry.get("implies") or ()) for name, entry in entries.items()},
    )


def _limits(common: Path) -> Limits:
    path = common / "limits.yaml"
    if not path.is_file():
        return Limits()
    content = read_yaml(path) or {}
    tiers = content.get("tiers") or {}
    for name, limit in tiers.items():
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
            raise ContractError(path.name, f"tiers.{name}", "must be a whole number of at least 1")
    rules, describe = {}, {}
    for name, entry in (content.get("limits") or {}).items():
        counted = entry.pop("description", "") if isinstance(entry, dict) else ""
        try:
            rules[name] = parse_rule(entry)
        except ValueError as error:
            raise ContractError(path.name, f"limits.{name}", str(error)) from None
        if not counted or not isinstance(counted, str):
            raise ContractError(path.name, f"limits.{name}", "a limit needs 'description'")
        describe[name] = counted
    return Limits(tiers, rules, describe)


# --- one document for all --------------------------------------------------------------------


def bundle_all(documents: Iterable[Document], *, info: Json, servers: list[Json]) -> Json:
    """All documents as one OpenAPI 3.1 document.

    What a document says once for all its operations (security, limits, error format) moves to the
    operations. Components of one name must be equal; a path's method may be described once."""
    result: Json = {"openapi": "3.1.0", "info": info, "servers": servers}
    paths: Json = {}
    webhooks: Json = {}
    components: dict[str, Json] = {}
    tags: dict[str, Json] = {}
    for document in documents:
        raw = deepcopy(document.raw)
        for tag in raw.get("tags", ()):
            tags.setdefault(tag["name"], tag)
        for path, item in raw.get("paths", {}).items():
            for method in METHODS:
                if method in item:
                    _push_down(raw, item[method])
            known = paths.setdefault(path, {})
            for key, value in item.items():
                if key in known and known[key] != value:
                    raise ContractError(document.file, f"paths.{path}.{key}", "stands twice")
                known[key] = value
        for name, item in raw.get("webhooks", {}).items():
            if name in webhooks:
                raise ContractError(document.file, f"webhooks.{name}", "stands twice")
            webhooks[name] = item
        for section, entries in raw.get("components", {}).items():
            for name, entry in entries.items():
                if components.setdefault(section, {}).setdefault(name, entry) != entry:
                    raise ContractError(
                        document.file,
                        f"components.{section}.{name}",
                        "another document has something else under this name",
                    )
    if tags:
        result["tags"] = list(tags.values())
    result["paths"] = paths
    if webhooks:
        result["webhooks"] = webhooks
    result["components"] = components
    return result


def _push_down(raw: Json, operation: Json) -> None:
    for key in ("security", "x-rate-limit", "x-error-format"):
        if key in raw:
            operation.setdefault(key, raw[key])
