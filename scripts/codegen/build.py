"""From the bundled OpenAPI documents to the representation of `ir.py`.

What the generators cannot express is refused here, with the place in the document, rather than
generated wrongly: an answer that is JSON in one status and a picture in another, two schemas of
one name, a request body that is not JSON.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from codegen import asyncapi
from codegen.ir import (
    SHARED,
    Api,
    Auth,
    Body,
    Choice,
    Contract,
    ErrorAnswer,
    Event,
    Field,
    ListOf,
    MapOf,
    Model,
    Nullable,
    OneOf,
    Operation,
    Pages,
    Parameter,
    Realtime,
    Ref,
    Result,
    Scalar,
    Type,
    parts,
)
from codegen.naming import pascal
from stagewire.contract.load import Document, load_contract
from stagewire.contract.messages import FILE as REALTIME
from stagewire.contract.messages import load_messages
from stagewire.contract.rates import parse_rule

Json = Mapping[str, Any]

_IDEMPOTENCY = "idempotency-key"
_FORMATS = {"date-time": Scalar("datetime"), "date": Scalar("date")}


class CodegenError(Exception):
    """The contract says something that the generators cannot express."""


def build(root: Path) -> Contract:
    """The contract in ``root/openapi``, with the version of ``root/pyproject.toml``."""
    source = load_contract(root / "openapi")
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    types = _Types()
    readers = [_Reader(document, types) for document in source.documents]
    schemas = {reader.document.name: reader.schemas() for reader in readers}
    apis = tuple(reader.api() for reader in readers)
    events = tuple(
        sorted((one for reader in readers for one in reader.events()), key=lambda one: one.name)
    )
    realtime = _realtime(root / "openapi", types)
    _mark_directions(types.models, apis, events, realtime)
    _share(types)
    return Contract(
        version=project["version"],
        apis=apis,
        models=dict(sorted(types.models.items())),
        choices=dict(sorted(types.choices.items())),
        homes=types.homes,
        schemas=schemas,
        source=source,
        events=events,
        realtime=realtime,
    )


def _realtime(folder: Path, types: _Types) -> Realtime | None:
    if not (folder / REALTIME).is_file():
        return None
    messages = load_messages(folder)
    return asyncapi.read(messages, _Reader(messages.document, types))


# --- types -----------------------------------------------------------------------------------


class _Types:
    """The models and choices of all documents, each under a name that means one thing."""

    def __init__(self) -> None:
        self.models: dict[str, Model] = {}
        self.choices: dict[str, Choice] = {}
        self.homes: dict[str, str] = {}
        self._raw: dict[str, Any] = {}

    def claim(self, name: str, raw: Any, document: Document, place: str) -> bool:
        """Whether ``name`` is new; CodegenError when it already means something else."""
        if name not in self._raw:
            self._raw[name] = raw
            self.homes[name] = document.name
            return True
        if self._raw[name] != raw:
            raise CodegenError(
                f"{document.file}: {place}: there is another {name}; give one another name"
            )
        if self.homes[name] != document.name:
            self.homes[name] = SHARED
        return False


class _Reader:
    """Reads one document."""

    def __init__(self, document: Document, types: _Types) -> None:
        self.document = document
        self.raw: Json = document.raw
        self.types = types
        self._following: list[str] = []

    def fail(self, place: str, problem: str) -> CodegenError:
        return CodegenError(f"{self.document.file}: {place}: {problem}")

    def schemas(self) -> dict[str, Type]:
        """Every component schema as a type."""
        found = self.raw.get("components", {}).get("schemas", {})
        return {name: self.reference(name) for name in sorted(found)}

    def reference(self, name: str) -> Type:
        """What `#/components/schemas/<name>` stands for: a model, a choice or an alias's type."""
        raw = self.raw["components"]["schemas"][name]
        place = f"components.schemas.{name}"
        if self._is_model(raw):
            self._model(name, raw, place, component=True)
            return Ref(name)
        if name in self._following:
            raise self.fail(place, "a recursive schema must be an object with properties")
        self._following.append(name)
        try:
            return self.type_of(raw, name, place, component=True)
        finally:
            self._following.pop()

    def type_of(self, raw: Any, name: str, place: str, component: bool = False) -> Type:
        """The type of a schema. ``name`` names the model or choice that has to be made for it."""
        if raw is True or raw == {}:
            return Scalar("any")
        if "$ref" in raw:
            return self.reference(raw["$ref"].rpartition("/")[2])
        for keyword in ("oneOf", "anyOf"):
            if keyword in raw:
                return self._union(raw[keyword], name, f"{place}.{keyword}")
        if "allOf" in raw:
            return self._all_of(raw, name, place, component)
        if "const" in raw:
            raw = {**raw, "enum": [raw["const"]]}
        kinds = raw.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else list(kinds)
        values = raw.get("enum", [])
        if "null" in kinds or None in values:
            rest = {
                **raw,
                "type": [kind for kind in kinds if kind != "null"],
                **({"enum": [one for one in values if one is not None]} if values else {}),
            }
            return _nullable(self.type_of(rest, name, place, component))
        if values:
            return self._choice(name, tuple(values), raw, place, component)
        if self._is_model(raw):
            self._model(name, raw, place, component)
            return Ref(name)
        if not kinds:
            return Scalar("any")
        if len(kinds) > 1:
            return self._union([{**raw, "type": kind} for kind in kinds], name, place)
        return self._plain(kinds[0], raw, name, place)

    def _plain(self, kind: str, raw: Json, name: str, place: str) -> Type:
        match kind:
            case "string":
                return _FORMATS.get(raw.get("format", ""), Scalar("string"))
            case "integer" | "number" | "boolean":
                return Scalar(kind)
            case "array":
                return ListOf(self.type_of(raw.get("items", {}), name + "Item", f"{place}.items"))
            case "object":
                extra = raw.get("additionalProperties", True)
                if extra is False:
                    return MapOf(Scalar("any"))
                below = f"{place}.additionalProperties"
                return MapOf(self.type_of(extra, name + "Value", below))
        raise self.fail(place, f"type {kind} is not one the generators know")

    def _union(self, options: list[Any], name: str, place: str) -> Type:
        nulls = [one for one in options if one == {"type": "null"}]
        rest = [one for one in options if one != {"type": "null"}]
        if len(rest) == 1:
            made = self.type_of(rest[0], name, place)
        else:
            members = [
                self.type_of(one, f"{name}{n}", f"{place}.{n}") for n, one in enumerate(rest)
            ]
            if not all(isinstance(one, Scalar | Choice) for one in members):
                raise self.fail(place, "a union of anything but single values is not supported")
            made = OneOf(tuple(dict.fromkeys(members)))
        return _nullable(made) if nulls else made

    def _all_of(self, raw: Json, name: str, place: str, component: bool) -> Type:
        if len(raw["allOf"]) == 1 and "properties" not in raw:
            return self.type_of(raw["allOf"][0], name, place)
        properties: dict[str, Any] = {}
        required: list[str] = []
        for part in [*raw["allOf"], {key: raw[key] for key in raw if key != "allOf"}]:
            whole = self.document.follow(part)
            properties.update(whole.get("properties", {}))
            required += whole.get("required", [])
        merged = {"type": "object", "properties": properties, "required": required}
        if "description" in raw:
            merged["description"] = raw["description"]
        self._model(name, merged, place, component)
        return Ref(name)

    @staticmethod
    def _is_model(raw: Any) -> bool:
        return isinstance(raw, dict) and bool(raw.get("properties")) and "enum" not in raw

    def _choice(
        self, name: str, values: tuple[Any, ...], raw: Json, place: str, component: bool
    ) -> Type:
        made = Choice(pascal(name), values, component, raw.get("description", ""))
        if self.types.claim(made.name, (values, component), self.document, place):
            self.types.choices[made.name] = made
        return self.types.choices[made.name]

    def _model(self, name: str, raw: Json, place: str, component: bool) -> None:
        if not self.types.claim(name, raw, self.document, place):
            return
        # Registered before its fields are read, so that a recursive schema finds itself.
        model = Model(name, raw.get("description", ""), (), component)
        self.types.models[name] = model
        model.all_fields = self.fields(name, raw, place)

    def fields(self, name: str, raw: Json, place: str) -> tuple[Field, ...]:
        """The properties of an object; ``name`` begins the names of what has to be made."""
        required = set(raw.get("required", ()))
        return tuple(
            self._field(name, key, schema, key in required, f"{place}.properties.{key}")
            for key, schema in raw["properties"].items()
        )

    def _field(self, owner: str, key: str, raw: Any, required: bool, place: str) -> Field:
        flat = self._described(raw)
        return Field(
            name=key,
            type=self.type_of(raw, owner + pascal(key), place),
            required=required,
            description=flat.get("description", ""),
            default=flat.get("default"),
            deprecated=bool(flat.get("deprecated")),
            read_only=bool(flat.get("readOnly")),
            write_only=bool(flat.get("writeOnly")),
        )

    def _described(self, raw: Any) -> Json:
        """The schema with what its reference says; its own words win."""
        if not isinstance(raw, dict):
            return {}
        if "$ref" in raw:
            return {**self._described(self.document.follow(raw)), **raw}
        return raw

    # --- events ------------------------------------------------------------------------------

    def events(self) -> Iterator[Event]:
        """What the document's `webhooks` declare."""
        for name, item in self.raw.get("webhooks", {}).items():
            place = f"webhooks.{name}"
            operation = item["post"]
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            made = self.type_of(schema, pascal(name) + "Event", place)
            if not isinstance(made, Ref):
                raise self.fail(place, "the body of an event must be an object with properties")
            fields = {one.name: one for one in self.types.models[made.name].all_fields}
            kind = fields["type"].type if "type" in fields else None
            if not isinstance(kind, Choice) or kind.values != (name,):
                raise self.fail(place, f"`type` of its body must be the enum [{name}]")
            yield Event(name, self.document.name, operation["summary"], made.name)

    # --- operations --------------------------------------------------------------------------

    def api(self) -> Api:
        info = self.raw["info"]
        return Api(
            name=self.document.name,
            title=info["title"],
            version=info["version"],
            summary=info.get("summary", ""),
            description=info.get("description", ""),
            error_format=self.document.error_format,
            operations=tuple(
                self._operation(path, method, raw)
                for path, method, raw in self.document.operations()
            ),
            document=self.raw,
        )

    def _operation(self, path: str, method: str, raw: Json) -> Operation:
        place = f"paths.{path}.{method}"
        parameters = tuple(self._parameters(path, raw, place))
        schemes, scopes, auth = self._security(raw, place)
        result = self._result(raw, place)
        pages = self._pages(raw, result, parameters, place)
        limits = raw.get("x-rate-limit", self.raw.get("x-rate-limit", ()))
        return Operation(
            id=raw["operationId"],
            api=self.document.name,
            method=method.upper(),
            path=path,
            tag=raw.get("tags", [""])[0],
            summary=raw.get("summary", ""),
            description=raw.get("description", "").strip(),
            deprecated=bool(raw.get("deprecated")),
            parameters=tuple(one for one in parameters if one.name.lower() != _IDEMPOTENCY),
            body=self._body(raw, place),
            result=result,
            errors=tuple(self._errors(raw)),
            auth=auth,
            schemes=schemes,
            scopes=scopes,
            idempotency_key=bool(raw.get("x-idempotency")),
            pages=pages,
            limits=tuple(parse_rule(entry) for entry in limits),
        )

    def _parameters(self, path: str, raw: Json, place: str) -> Iterator[Parameter]:
        own = [self.document.follow(one) for one in raw.get("parameters", ())]
        item = self.raw["paths"][path]
        shared = [self.document.follow(one) for one in item.get("parameters", ())]
        overridden = {(one["name"], one["in"]) for one in own}
        for one in [*(s for s in shared if (s["name"], s["in"]) not in overridden), *own]:
            where = f"{place}.parameters.{one['name']}"
            if one["in"] not in ("path", "query", "header"):
                raise self.fail(where, f"parameters in {one['in']} are not supported")
            schema = self._described(one.get("schema", {}))
            made = self.type_of(
                one.get("schema", {}), pascal(raw["operationId"]) + pascal(one["name"]), where
            )
            scalar = made.item if isinstance(made, ListOf) else made
            if not isinstance(scalar, Scalar | Choice | OneOf):
                raise self.fail(where, "a parameter must be a single value or a list of them")
            yield Parameter(
                name=one["name"],
                place=one["in"],
                type=made,
                required=bool(one.get("required")),
                description=one.get("description", ""),
                example=one.get("example", schema.get("example")),
                default=schema.get("default"),
                deprecated=bool(one.get("deprecated")),
            )

    def _body(self, raw: Json, place: str) -> Body | None:
        if "requestBody" not in raw:
            return None
        body = self.document.follow(raw["requestBody"])
        content = body["content"].get("application/json")
        if content is None:
            raise self.fail(f"{place}.requestBody", "only application/json bodies are supported")
        name = pascal(raw["operationId"]) + "Body"
        return Body(
            type=self.type_of(content["schema"], name, f"{place}.requestBody"),
            required=bool(body.get("required")),
            example=_example(content),
        )

    def _result(self, raw: Json, place: str) -> Result:
        """The one thing that the operation's 2xx answers have in common."""
        found: list[Result] = []
        for status, response in raw["responses"].items():
            if status.startswith("2"):
                where = f"{place}.responses.{status}"
                found.append(self._answer(raw, self.document.follow(response), where))
        if not found:
            raise self.fail(place, "has no 2xx answer")
        if any((one.type, one.encoding) != (found[0].type, found[0].encoding) for one in found):
            raise self.fail(place, "its 2xx answers differ in type")
        return found[0]

    def _answer(self, raw: Json, response: Json, place: str) -> Result:
        content = response.get("content", {})
        if not content:
            return Result(None, "none", ())
        media_types = tuple(content)
        example = _example(next(iter(content.values())))
        if media_types == ("application/json",):
            name = pascal(raw["operationId"]) + "Result"
            made = self.type_of(content["application/json"]["schema"], name, place)
            return Result(made, "json", media_types, example)
        if any(media_type.endswith("json") for media_type in media_types):
            raise self.fail(place, "an answer that may be JSON or something else is not supported")
        if all(media_type.startswith("text/") for media_type in media_types):
            return Result(Scalar("string"), "text", media_types, example)
        return Result(Scalar("bytes"), "bytes", media_types, example)

    def _errors(self, raw: Json) -> Iterator[ErrorAnswer]:
        for status, response in raw["responses"].items():
            if status.isdecimal() and int(status) >= 400:
                answer = self.document.follow(response)
                content = answer.get("content", {})
                media_type = next(iter(content), "")
                yield ErrorAnswer(
                    status=int(status),
                    description=answer.get("description", ""),
                    media_type=media_type,
                    example=_example(content[media_type]) if content else None,
                )

    def _security(
        self, raw: Json, place: str
    ) -> tuple[tuple[str, ...], tuple[str, ...], Auth | None]:
        """The schemes' names, the scopes of the first, and how a client sends its key: as Bearer
        where it can, else in the first header that is offered."""
        alternatives = raw.get("security", self.raw.get("security", []))
        defined = self.raw.get("components", {}).get("securitySchemes", {})
        names = [name for one in alternatives for name in one]
        scopes = tuple(next((next(iter(one.values())) for one in alternatives if one), ()))
        optional = {} in alternatives
        headers = []
        for name in names:
            scheme = self.document.follow(defined[name])
            if scheme["type"] == "http" and scheme["scheme"].lower() == "bearer":
                return tuple(names), scopes, Auth("Authorization", "Bearer ", optional)
            if scheme["type"] == "apiKey" and scheme["in"] == "header":
                headers.append(Auth(scheme["name"], "", optional))
        if names and not headers:
            raise self.fail(place, "offers no security scheme that travels in a header")
        return tuple(names), scopes, headers[0] if headers else None

    def _pages(
        self, raw: Json, result: Result, parameters: tuple[Parameter, ...], place: str
    ) -> Pages | None:
        style = raw.get("x-pagination")
        if style is None:
            return None
        if style != "page":
            raise self.fail(place, f"x-pagination {style} is not supported yet")
        if not any(one.name == "currentPage" for one in parameters):
            raise self.fail(place, "x-pagination page needs the parameter currentPage")
        if isinstance(result.type, Ref):
            fields = self.types.models[result.type.name].all_fields
            lists = [one for one in fields if isinstance(one.type, ListOf)]
            if len(lists) == 1 and any(one.type == Ref("Pagination") for one in fields):
                item = cast(ListOf, lists[0].type).item
                return Pages(lists[0].name, item, "currentPage")
        raise self.fail(place, "a page is an object with one list and `pagination`")


def _example(content: Json) -> Any:
    if "example" in content:
        return content["example"]
    examples = content.get("examples") or {}
    return next((one.get("value") for one in examples.values()), None)


def _nullable(node: Type) -> Type:
    return node if isinstance(node, Nullable) else Nullable(node)


# --- homes -----------------------------------------------------------------------------------


def _share(types: _Types) -> None:
    """What a shared model is made of is shared too, so that modules need not import each other."""
    waiting = [name for name, home in types.homes.items() if home == SHARED]
    while waiting:
        model = types.models.get(waiting.pop())
        for one in model.all_fields if model else ():
            for part in parts(one.type):
                if isinstance(part, Ref | Choice) and types.homes[part.name] != SHARED:
                    types.homes[part.name] = SHARED
                    waiting.append(part.name)


# --- directions ------------------------------------------------------------------------------


def _mark_directions(
    models: Mapping[str, Model],
    apis: tuple[Api, ...],
    events: tuple[Event, ...],
    realtime: Realtime | None,
) -> None:
    """Marks where each model travels; what no operation reaches travels from the server."""

    def reach(node: Type, direction: str, client: bool, seen: set[str]) -> None:
        for part in parts(node):
            if isinstance(part, Ref) and part.name not in seen:
                seen.add(part.name)
                model = models[part.name]
                setattr(model, direction, True)
                model.client = model.client or client
                for one in model.all_fields:
                    reach(one.type, direction, client, seen)

    for api in apis:
        for operation in api.operations:
            if operation.body:
                reach(operation.body.type, "request", True, set())
            if operation.result.type:
                reach(operation.result.type, "response", True, set())
    for event in events:
        reach(Ref(event.model), "response", True, set())
    for message in realtime.messages if realtime else ():
        for one in message.model.all_fields:
            reach(one.type, "response" if message.from_server else "request", True, set())
    for model in models.values():
        if not model.request and not model.response:
            reach(Ref(model.name), "response", False, set())
