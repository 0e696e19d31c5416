"""Validators compiled from the 3.1 documents, and what to tell a caller whose value does not fit.

A document has two sides: in a request `readOnly` properties are forbidden, in a response
`writeOnly` ones, and neither counts as `required` there (OpenAPI 3.1, 4.8.24.1).
Messages say what was expected and never repeat the value: it may be a secret.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

import jsonschema_rs

from stagewire.contract.load import ContractError, Document, Json
from stagewire.contract.types import FieldError

Path = list[str | int]
Side = Literal["request", "response"]
_FORBIDDEN = {"request": "readOnly", "response": "writeOnly"}
_DATA = frozenset(("example", "examples", "default", "enum", "const"))


class Findings(NamedTuple):
    """What is wrong with a value. ``code`` is `unknown_field` or `read_only_field` when such a
    field came along, else `validation_failed`."""

    errors: tuple[FieldError, ...]
    code: str


class Schema:
    """One compiled schema. ``is_valid`` is the compiled check itself: nothing stands between."""

    __slots__ = ("_root", "_validator", "is_valid")

    def __init__(self, validator: jsonschema_rs.Validator, root: Json) -> None:
        self._validator = validator
        self._root = root
        self.is_valid = validator.is_valid

    def findings(self, value: Any) -> Findings:
        """Every field that is wrong, each once."""
        code = "validation_failed"
        found: dict[str, str] = {}
        for error in self._validator.iter_errors(value):
            for path, message, special in _explain(error, self._root):
                if special:
                    code = special
                    found[name_of(path)] = message
                else:
                    found.setdefault(name_of(path), message)
        return Findings(tuple(FieldError(*item) for item in found.items()), code)


class Schemas:
    """Compiles the schemas of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._roots: dict[str, Json] = {}
        self._registries: dict[str, jsonschema_rs.Registry] = {}
        self._made: dict[tuple[str, str], Schema] = {}

    def at(self, pointer: str, side: Side) -> Schema:
        """The schema at a JSON pointer of the document, for one side."""
        known = self._made.get((pointer, side))
        if known is not None:
            return known
        if side not in self._roots:
            root = _directed(self._document.raw, self._document, _FORBIDDEN[side])
            self._roots[side] = root
            self._registries[side] = jsonschema_rs.Registry(
                [(f"urn:{side}", root)], draft=jsonschema_rs.Draft202012
            )
        reference = f"urn:{side}#{quote(pointer, safe=_FRAGMENT)}"
        try:
            validator = jsonschema_rs.Draft202012Validator(
                {"$ref": reference}, registry=self._registries[side], validate_formats=True
            )
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            place = pointer.strip("/").replace("~1", "/")
            rule = str(error).splitlines()[0]
            raise ContractError(self._document.file, place, f"is no JSON Schema: {rule}") from None
        made = self._made[pointer, side] = Schema(validator, self._roots[side])
        return made


_FRAGMENT = "/~!$&'()*+,;=:@?-._"


def escape(key: str) -> str:
    """A key as one step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def _directed(node: Any, document: Document, forbidden: str) -> Any:
    if isinstance(node, list):
        return [_directed(item, document, forbidden) for item in node]
    if not isinstance(node, dict):
        return node
    made = {
        key: value if key in _DATA else _directed(value, document, forbidden)
        for key, value in node.items()
    }
    properties = node.get("properties")
    if isinstance(properties, dict):
        # A property may be called `default` or `enum`: here the keys are names.
        made["properties"] = {
            name: _directed(part, document, forbidden) for name, part in properties.items()
        }
        if isinstance(node.get("required"), list):
            made["required"] = [
                name
                for name in node["required"]
                if not _marked(properties.get(name), document, forbidden)
            ]
    if node.get(forbidden) is True:
        made["not"] = {}
    return made


def _marked(schema: Any, document: Document, keyword: str) -> bool:
    if not isinstance(schema, dict):
        return False
    return schema.get(keyword) is True or bool(document.follow(schema).get(keyword))


# --- words -----------------------------------------------------------------------------------


def name_of(path: Iterable[str | int]) -> str:
    """`["tags", 0, "name"]` → `tags[0].name`; the value itself is `body`."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            name += f".{step}" if name else step
    return name or "body"


def sentence(errors: Iterable[FieldError], most: int = 5) -> str:
    """The errors as one sentence that names each field: what formats without a list can say."""
    errors = list(errors)
    parts = [f"`{_bare(error.field)}` {error.message}" for error in errors[:most]]
    if len(errors) > most:
        parts.append(f"and {len(errors) - most} more")
    return "; ".join(parts) + "."


def _bare(name: str) -> str:
    return name.removeprefix("query.").removeprefix("path.")


Explained = list[tuple[Path, str, str]]


def _explain(error: jsonschema_rs.ValidationError, root: Json) -> Explained:
    """(path, message, special code or "") for each field one error speaks of."""
    kind, path = error.kind, list(error.instance_path)
    match kind.name:
        case "required":
            return [([*path, kind.property], "is required", "")]  # type: ignore[attr-defined]
        case "additionalProperties" | "unevaluatedProperties":
            known = _known(_schema_of(error, root), root)
            hint = f"; known here: {', '.join(sorted(known))}" if 0 < len(known) <= 25 else ""
            message = f"is not a known field{hint}"
            unexpected: list[str] = kind.unexpected  # type: ignore[attr-defined]
            return [([*path, name], message, "unknown_field") for name in unexpected]
        case "not":
            schema = _schema_of(error, root)
            if schema.get("readOnly"):
                return [(path, "is read-only and cannot be set", "read_only_field")]
            if schema.get("writeOnly"):
                return [(path, "is write-only and must not be answered", "")]
            return [(path, "is not allowed to have this value", "")]
        case "propertyNames":
            inner: jsonschema_rs.ValidationError = kind.error  # type: ignore[attr-defined]
            return [([*path, str(inner.instance)], f"has a name that {_of_name(inner)}", "")]
        case "anyOf" | "oneOf":
            context: list[list[jsonschema_rs.ValidationError]] | None
            context = getattr(kind, "context", None)
            return _branches(error, context or [], root)
        case _:
            return [(path, _message(error), "")]


def _branches(
    error: jsonschema_rs.ValidationError,
    context: list[list[jsonschema_rs.ValidationError]],
    root: Json,
) -> Explained:
    path = list(error.instance_path)
    branches = [branch for branch in context if branch]
    if len(branches) < len(context):
        return [(path, "fits more than one of the forms it may have", "")]
    types: list[str] = []
    near: list[list[jsonschema_rs.ValidationError]] = []
    for branch in branches:
        here = [one for one in branch if list(one.instance_path) == path]
        wrong_type = next((one for one in here if one.kind.name == "type"), None)
        if wrong_type is not None:
            types += [t for t in wrong_type.kind.types if t not in types]  # type: ignore[attr-defined]
        else:
            near.append(branch)
    if not near and types:
        return [(path, f"must be {_either(types)}", "")]
    if len(near) == 1:
        # Of all forms only this one has the value's type: its errors are what the caller meant.
        return [explained for one in near[0] for explained in _explain(one, root)]
    told_apart = _told_apart(path, near, root)
    if told_apart is not None:
        return told_apart
    single = {_message(branch[0]) for branch in near if len(branch) == 1}
    if len(single) == 1 and all(len(branch) == 1 for branch in near):
        return [(path, single.pop(), "")]
    return [(path, "fits none of the forms it may have", "")]


def _told_apart(
    path: Path, branches: list[list[jsonschema_rs.ValidationError]], root: Json
) -> Explained | None:
    """Of objects whose forms a field tells apart (each form has one value for it): the errors of
    the form that is meant, or what is wrong with that field; None where no field does that."""
    for name in _single_values(path, branches):
        fitting, options = [], []
        for branch in branches:
            wrong = [one for one in branch if list(one.instance_path) == [*path, name]]
            enums = [one for one in wrong if one.kind.name == "enum"]
            if enums:
                options += enums[0].kind.options  # type: ignore[attr-defined]
            elif any(_lacks(one, path, name) for one in branch):
                return [([*path, name], "is required", "")]
            else:
                fitting.append(branch)
        if len(fitting) == 1:
            return [explained for one in fitting[0] for explained in _explain(one, root)]
        if not fitting:
            return [([*path, name], _one_of(options), "")]
    return None


def _single_values(
    path: Path, branches: list[list[jsonschema_rs.ValidationError]]
) -> dict[str, None]:
    """Fields of the object at ``path`` for which some form has one value, or that it lacks."""
    found: dict[str, None] = {}
    for branch in branches:
        for one in branch:
            at = list(one.instance_path)
            if one.kind.name == "enum" and at[:-1] == path and len(one.kind.options) == 1:  # type: ignore[attr-defined]
                found[str(at[-1])] = None
    if not found and branches:
        missing = [{_missing(one, path) for one in branch} - {None} for branch in branches]
        found = dict.fromkeys(str(name) for name in set.intersection(*missing))
    return found


def _missing(error: jsonschema_rs.ValidationError, path: Path) -> str | None:
    if error.kind.name == "required" and list(error.instance_path) == path:
        name: str = error.kind.property  # type: ignore[attr-defined]
        return name
    return None


def _lacks(error: jsonschema_rs.ValidationError, path: Path, name: str) -> bool:
    return _missing(error, path) == name


def _schema_of(error: jsonschema_rs.ValidationError, root: Json) -> Json:
    node: Any = root
    try:
        for step in error.schema_path[:-1]:
            node = node[step]
    except (KeyError, IndexError, TypeError):
        return {}
    return node if isinstance(node, dict) else {}


def _known(schema: Json, root: Json, depth: int = 8) -> set[str]:
    """The properties a schema knows, in its parts too."""
    if depth == 0 or not isinstance(schema, dict):
        return set()
    names = {
        name
        for name, part in schema.get("properties", {}).items()
        if not (isinstance(part, dict) and part.get("not") == {})
    }
    if "$ref" in schema:
        node: Any = root
        try:
            for part in schema["$ref"].removeprefix("#").split("/")[1:]:
                node = node[part.replace("~1", "/").replace("~0", "~")]
        except (KeyError, TypeError):
            node = {}
        names |= _known(node, root, depth - 1)
    for key in ("allOf", "anyOf", "oneOf"):
        for branch in schema.get(key, ()):
            names |= _known(branch, root, depth - 1)
    return names


_TYPES = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "an array",
    "object": "an object",
    "null": "null",
}
_FORMATS = {
    "date-time": "a date and time like 2026-01-31T12:00:00Z (RFC 3339)",
    "date": "a date like 2026-01-31",
    "time": "a time like 12:00:00Z",
    "duration": "a duration like P1DT12H",
    "email": "an e-mail address",
    "idn-email": "an e-mail address",
    "hostname": "a host name",
    "idn-hostname": "a host name",
    "ipv4": "an IPv4 address",
    "ipv6": "an IPv6 address",
    "uri": "an absolute URI",
    "uri-reference": "a URI or a relative reference",
    "iri": "an absolute IRI",
    "iri-reference": "an IRI or a relative reference",
    "uuid": "a UUID",
    "regex": "a regular expression",
    "json-pointer": "a JSON pointer",
}


# What the contract's patterns that forbid single characters mean, in words.
_PATTERNS = {
    r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]+$": "must not contain control characters",
    r"^[^\u0000]+$": "must not contain a NUL character",
    r"^[^\u0000]*$": "must not contain a NUL character",
}


def _either(types: Iterable[str]) -> str:
    words = [_TYPES.get(kind, kind) for kind in sorted(types, key="null".__eq__)]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _of_name(error: jsonschema_rs.ValidationError) -> str:
    """What a field's name must be, to be read after "has a name that"."""
    return "is reserved" if error.kind.name == "not" else _message(error)


def _literal(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def _one_of(values: Iterable[Any]) -> str:
    options = [_literal(value) for value in values]
    if len(options) == 1:
        return f"must be {options[0]}"
    return f"must be one of {', '.join(options[:20])}{', …' if len(options) > 20 else ''}"


def _message(error: jsonschema_rs.ValidationError) -> str:
    kind: Any = error.kind
    match kind.name:
        case "type":
            return f"must be {_either(kind.types)}"
        case "enum":
            return _one_of(kind.options)
        case "const":
            return f"must be {_literal(kind.expected_value)}"
        case "minimum":
            return f"must be at least {kind.limit}"
        case "maximum":
            return f"must be at most {kind.limit}"
        case "exclusiveMinimum":
            return f"must be greater than {kind.limit}"
        case "exclusiveMaximum":
            return f"must be less than {kind.limit}"
        case "multipleOf":
            return f"must be a multiple of {kind.multiple_of}"
        case "minLength":
            if kind.limit == 1:
                return "must not be empty"
            return f"must have at least {_plural(kind.limit, 'character', 'characters')}"
        case "maxLength":
            return f"must have at most {_plural(kind.limit, 'character', 'characters')}"
        case "pattern":
            return _PATTERNS.get(kind.pattern, f"must match the pattern {kind.pattern}")
        case "format":
            return f"must be {_FORMATS.get(kind.format, 'of the format ' + kind.format)}"
        case "minItems":
            return f"must have at least {_plural(kind.limit, 'item', 'items')}"
        case "maxItems":
            return f"must have at most {_plural(kind.limit, 'item', 'items')}"
        case "uniqueItems":
            return "must not have the same item twice"
        case "minProperties":
            return f"must have at least {_plural(kind.limit, 'field', 'fields')}"
        case "maxProperties":
            return f"must have at most {_plural(kind.limit, 'field', 'fields')}"
        case "contains":
            return "lacks an item that it must contain"
        case "falseSchema":
            return "is not allowed here"
        case _:
            return f"does not satisfy {kind.name}"
