"""Parameters: from the strings of a request to the arguments of a handler.

A parameter's argument is its name in snake_case with everything that is no letter or digit made
`_`: `pageSize` → `page_size`, `sort[id]` → `sort_id`, `exists[deletedAt]` → `exists_deleted_at`;
Python's keywords get a `_` behind them: `from` → `from_`.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any
from urllib.parse import unquote_to_bytes

from stagewire.contract.load import ContractError, Document, Json
from stagewire.contract.schemas import Schema, Schemas, sentence
from stagewire.contract.types import ApiError, FieldError

INT64 = 2**63
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_INTEGER = re.compile(r"-?[0-9]+", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_MISSING: Any = object()
# As numbers: to look for bytes in bytes makes an exception and drops it.
_PERCENT, _PLUS = b"%+"


def snake_case(name: str) -> str:
    """`createLink` → `create_link`; what is no letter or digit becomes one `_`."""
    return re.sub(r"[^A-Za-z0-9]+", "_", _HUMP.sub("_", name)).strip("_").lower()


def argument_name(parameter: str) -> str:
    name = snake_case(parameter)
    return name + "_" if keyword.iskeyword(name) else name


# --- one value -------------------------------------------------------------------------------


class _Unfit(Exception):
    """A string that is no value of its parameter's type; says what was expected."""


def _integer(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) and not _INTEGER.fullmatch(text):
        raise _Unfit("must be a whole number")
    # Past 19 digits it cannot fit, and int() would take quadratic time.
    value = int(text) if len(text) < 21 else INT64
    if not -INT64 <= value < INT64:
        raise _Unfit("must be a whole number of at most 64 bits")
    return value


def _number(text: str) -> int | float:
    if not _NUMBER.fullmatch(text):
        raise _Unfit("must be a number")
    if _INTEGER.fullmatch(text):
        return _integer(text)
    value = float(text)
    if not isfinite(value):
        raise _Unfit("must be a number that fits 64 bits")
    return value


def _boolean(text: str) -> bool:
    if text == "true":
        return True
    if text == "false":
        return False
    raise _Unfit("must be true or false")


def _string(text: str) -> str:
    return text


_COERCERS: dict[str, Callable[[str], Any]] = {
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "string": _string,
}
_PLAIN_KEYS = frozenset(
    ("type", "default", "description", "title", "example", "examples", "deprecated")
)


@dataclass(slots=True)
class Parameter:
    """One compiled parameter. ``separator`` splits an array that comes as one string; None means
    the parameter is repeated for each item (`explode`)."""

    name: str
    place: str
    argument: str
    required: bool
    default: Any
    coerce: Callable[[str], Any]
    is_array: bool
    separator: str | None
    schema: Schema | None

    @property
    def field(self) -> str:
        return f"{self.place}.{self.name}" if self.place != "form" else self.name

    def value(self, texts: Sequence[str], errors: list[FieldError]) -> Any:
        """The typed value of the strings it came as; adds to ``errors`` what is wrong."""
        try:
            value: Any
            if self.is_array:
                if self.separator is not None:
                    texts = texts[-1].split(self.separator) if texts[-1] else ()
                value = [self.coerce(text) for text in texts]
            else:
                value = self.coerce(texts[0])
        except _Unfit as unfit:
            errors.append(FieldError(self.field, str(unfit)))
            return _MISSING
        schema = self.schema
        if schema is not None and not schema.is_valid(value):
            self.tell(schema, value, errors)
            return _MISSING
        return value

    def tell(self, schema: Schema, value: Any, errors: list[FieldError]) -> None:
        """Adds to ``errors`` why the value does not fit."""
        for error in schema.findings(value).errors:
            name = self.field if error.field == "body" else self.field + error.field
            errors.append(FieldError(name, error.message))


def compile_parameter(
    document: Document, schemas: Schemas, parameter: Json, pointer: str, *, field: bool = False
) -> Parameter:
    """``pointer`` is where the parameter object stands in the document; for a form's ``field``,
    which has no such object, where its schema stands."""
    parameter, pointer = document.locate(parameter, pointer)
    where = pointer if field else pointer + "/schema"
    schema, schema_pointer = document.locate(parameter["schema"], where)
    place, style = parameter["in"], parameter.get("style")
    is_array = schema.get("type") == "array"
    checked = schema
    if is_array:
        checked, _ = document.locate(schema.get("items", {}), schema_pointer + "/items")
    form = place in ("query", "cookie", "form")
    separator: str | None = ","
    if style == "pipeDelimited":
        separator = "|"
    elif style == "spaceDelimited":
        separator = " "
    if form and parameter.get("explode", style in (None, "form")):
        separator = None
    plain = set(schema) <= _PLAIN_KEYS
    return Parameter(
        name=parameter["name"],
        place=place,
        argument=argument_name(parameter["name"]),
        required=bool(parameter.get("required")),
        default=schema.get("default", _MISSING),
        coerce=_COERCERS.get(checked.get("type", "string"), _string),
        is_array=is_array,
        separator=separator,
        schema=None if plain else schemas.at(schema_pointer, "request"),
    )


# --- the parameters of an operation ----------------------------------------------------------


def invalid(errors: Sequence[FieldError]) -> ApiError:
    return ApiError(400, "invalid_request", sentence(errors), errors=errors)


def decode(raw: bytes, where: str) -> str:
    """Percent-decoded as strict UTF-8 without NUL, which no database stores; else 400."""
    try:
        text = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        raise invalid([FieldError(where, "must be percent-encoded UTF-8")]) from None
    if "\0" in text:
        raise invalid([FieldError(where, "must not contain a NUL character")])
    return text


def parse_form(raw: bytes, where: str) -> dict[str, list[str]]:
    """`a=1&b=2` as each name's values (application/x-www-form-urlencoded, WHATWG URL 5.1)."""
    if raw.isascii() and not (_PERCENT in raw or _PLUS in raw or 0 in raw):
        return _parse_plain(raw.decode("ascii"))
    found: dict[str, list[str]] = {}
    for part in raw.split(b"&"):
        if not part:
            continue
        key, _, text = part.partition(b"=")
        name = decode(key.replace(b"+", b" "), where)
        value = decode(text.replace(b"+", b" "), f"{where}.{name}")
        found.setdefault(name, []).append(value)
    return found


def _parse_plain(text: str) -> dict[str, list[str]]:
    """The same without escapes."""
    found: dict[str, list[str]] = {}
    for part in text.split("&"):
        if part:
            name, _, value = part.partition("=")
            if name in found:
                found[name].append(value)
            else:
                found[name] = [value]
    return found


def parse_cookies(raw: str) -> dict[str, str]:
    """The cookies of a Cookie header (RFC 6265, 5.4); of two with one name the first counts."""
    found: dict[str, str] = {}
    for part in raw.split(";"):
        name, equals, value = part.strip().partition("=")
        if equals:
            found.setdefault(name, value.strip('"'))
    return found


class Parameters:
    """The compiled parameters of one operation: strings in, keyword arguments out."""

    __slots__ = ("_cookies", "_defaults", "_headers", "_ignored", "_path", "_query", "_required")

    def __init__(self, parameters: Sequence[Parameter], ignored: frozenset[str]) -> None:
        """``ignored`` are query parameters that belong to somebody else (`api_key`)."""
        self._path = {p.name: p for p in parameters if p.place == "path"}
        self._query = {p.name: p for p in parameters if p.place == "query"}
        self._headers = [p for p in parameters if p.place == "header"]
        self._cookies = [p for p in parameters if p.place == "cookie"]
        self._ignored = ignored
        self._required = [p for p in parameters if p.required and p.place == "query"]
        self._defaults = {
            p.argument: p.default
            for p in parameters
            if p.default is not _MISSING and p.place != "path"
        }

    def coerce_path(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """The path's parameters, typed; ApiError 404 when one is not of its type: then nothing
        can be there. Their schemas are checked with the other parameters, in `arguments`."""
        typed = {}
        for name, text in texts.items():
            try:
                typed[name] = self._path[name].coerce(text)
            except _Unfit:
                raise not_found() from None
        return typed

    def arguments(
        self,
        path: Mapping[str, Any] | None,
        query_string: bytes,
        headers: Mapping[str, str],
    ) -> dict[str, Any]:
        """The arguments of one request. ``path`` is what `coerce_path` answered. ApiError 400
        names every parameter that is wrong."""
        made = self._defaults.copy()
        if path:
            self._take_path(path, made)
        if query_string:
            self._take_query(query_string, made)
        elif self._required:
            raise invalid([FieldError(p.field, "is required") for p in self._required])
        if self._headers or self._cookies:
            self._take_headers(headers, made)
        return made

    def _take_path(self, path: Mapping[str, Any], made: dict[str, Any]) -> None:
        errors: list[FieldError] = []
        for name, value in path.items():
            parameter = self._path[name]
            schema = parameter.schema
            if schema is not None and not schema.is_valid(value):
                parameter.tell(schema, value, errors)
            made[parameter.argument] = value
        if errors:
            raise invalid(errors)

    def _take_query(self, raw: bytes, made: dict[str, Any]) -> None:
        errors: list[FieldError] = []
        known = self._query
        found = parse_form(raw, "query")
        for name, texts in found.items():
            parameter = known.get(name)
            if parameter is None:
                if name not in self._ignored:
                    errors.append(FieldError(f"query.{name}", self._unknown()))
            elif len(texts) > 1 and (not parameter.is_array or parameter.separator is not None):
                errors.append(FieldError(parameter.field, "must be given once"))
            else:
                made[parameter.argument] = parameter.value(texts, errors)
        for parameter in self._required:
            if parameter.name not in found:
                errors.append(FieldError(parameter.field, "is required"))
        if errors:
            raise invalid(errors)

    def _unknown(self) -> str:
        if not self._query:
            return "is not a known parameter; this operation has none"
        if len(self._query) > 25:
            return "is not a known parameter"
        return f"is not a known parameter; known here: {', '.join(sorted(self._query))}"

    def _take_headers(self, headers: Mapping[str, str], made: dict[str, Any]) -> None:
        errors: list[FieldError] = []
        cookies = parse_cookies(headers.get("cookie", "")) if self._cookies else {}
        for source, parameters in ((headers, self._headers), (cookies, self._cookies)):
            for parameter in parameters:
                name = parameter.name.lower() if source is headers else parameter.name
                text = source.get(name)
                if text is not None:
                    if parameter.is_array and parameter.separator is not None:
                        text = ",".join(part.strip() for part in text.split(","))
                    made[parameter.argument] = parameter.value((text,), errors)
                elif parameter.required:
                    errors.append(FieldError(parameter.field, "is required"))
        if errors:
            raise invalid(errors)


def not_found() -> ApiError:
    return ApiError(404, "not_found", "There is nothing here.")


def supported(document: Document, parameter: Json, place: str) -> None:
    """Refuses at start the parameters this module cannot bind."""
    parameter = document.follow(parameter)
    name = parameter.get("name")
    where = f"{place}.parameters.{name}"
    if "schema" not in parameter:
        raise ContractError(document.file, where, "a parameter has a schema (not content)")
    if parameter.get("style") == "deepObject":
        raise ContractError(document.file, where, "deepObject is not supported: name the keys")
    schema = document.follow(parameter["schema"])
    for part in (schema, document.follow(schema.get("items", {}))):
        kind = part.get("type")
        if isinstance(kind, list):
            raise ContractError(document.file, where, "a parameter has one type, not several")
        if kind in ("object", "null"):
            raise ContractError(document.file, where, f"a parameter cannot be of type {kind}")
