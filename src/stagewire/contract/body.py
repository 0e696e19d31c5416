"""The request body, read and judged at the door.

JSON with duplicate keys, NaN, lone surrogates, NUL characters, numbers beyond 64 bits or absurd
depth is refused with 400 before any schema sees it: parsers disagree on such texts, and databases
cannot store some of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from math import isfinite
from typing import Any

import orjson
from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from stagewire.contract.binding import INT64, Parameter, invalid, parse_form
from stagewire.contract.types import ApiError, FieldError

MAX_BODY = 1024 * 1024
"""Bytes a request body may have."""
MAX_DEPTH = 64
"""How deep JSON may be nested."""

_KEY_END = re.compile(rb'"\s*:')

Receive = Callable[[], Awaitable[Any]]


class Disconnected(Exception):
    """The client went away before its request was complete: nobody is left to answer."""


async def read_body(receive: Receive, length: bytes | None) -> bytes:
    """The whole body, also when it comes in chunks; 413 beyond MAX_BODY, at once when
    Content-Length says so."""
    if length is not None and length.isdigit() and (len(length) > 9 or int(length) > MAX_BODY):
        raise too_large()
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Disconnected
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        if len(body) > MAX_BODY:
            raise too_large()
        return body
    chunks, size = [body], len(body)
    while message.get("more_body", False):
        if size > MAX_BODY:
            raise too_large()
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        chunk = message.get("body", b"")
        size += len(chunk)
        chunks.append(chunk)
    if size > MAX_BODY:
        raise too_large()
    return b"".join(chunks)


def too_large() -> ApiError:
    return ApiError(
        413, "payload_too_large", f"The request body must have at most {MAX_BODY} bytes."
    )


def malformed(message: str) -> ApiError:
    return ApiError(
        400, "invalid_request", f"The request body {message}.", errors=[FieldError("body", message)]
    )


# --- JSON ------------------------------------------------------------------------------------


def parse_json(body: bytes) -> Any:
    """The value of a JSON text (RFC 8259, I-JSON's restrictions of RFC 7493 enforced)."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise malformed(f"must be JSON: {_reason(error)}") from None
    keys, odd = _survey(value)
    if body.count(b"{") + body.count(b"[") > MAX_DEPTH:
        _check_depth(value)
    # No value begins with a slash, so every `://` is in a string: most texts are settled here.
    colons = body.count(b":") - body.count(b"://")
    if keys != colons:
        # Every key ends with a quote, maybe white space, and a colon: the text has at most as many
        # keys as places like that. Where so many were parsed, none stood twice.
        colons = len(_KEY_END.findall(body))
    if odd or keys != colons:
        value = _parse_exactly(body)
    if body.find(b"\\u0000") >= 0:
        _refuse_nul(value, "")
    return value


def _reason(error: orjson.JSONDecodeError) -> str:
    reason = str(error)
    if "not valid UTF-8" in reason:
        return "it is not valid UTF-8"
    if "depth limit" in reason:
        return f"it must be at most {MAX_DEPTH} levels deep"
    if "infinity" in reason:
        return "a number is beyond 64 bits"
    if "surrogate" in reason:
        return "it holds a lone surrogate"
    return reason.replace(" (char", ", character (").partition(", character (")[0]


def _survey(value: Any) -> tuple[int, bool]:
    """How many keys the value has, and whether it holds a number that orjson reads differently
    from how it was meant: integers beyond 64 bits become floats, and 1.0 is an integer to JSON
    Schema but a float to Python."""
    keys, odd = 0, False
    # A list as a queue: depth is not yet known to be bounded.
    nodes: list[Any] = [[value]]
    for node in nodes:
        if type(node) is dict:
            keys += len(node)
            parts: Iterable[Any] = node.values()
        else:
            parts = node
        for part in parts:
            kind = type(part)
            if kind is str:
                continue
            if kind is int:
                if not -INT64 <= part < INT64:
                    odd = True
            elif kind is dict or kind is list:
                nodes.append(part)
            elif kind is float and part.is_integer():
                odd = True
    return keys, odd


def _check_depth(value: Any) -> None:
    level, depth = [value], 0
    while level:
        level = [
            child
            for node in level
            if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, dict | list)
        ]
        depth += 1
        if depth > MAX_DEPTH:
            raise malformed(f"must be at most {MAX_DEPTH} levels deep")


def _parse_exactly(body: bytes) -> Any:
    """Slower, and told about everything that orjson reads over."""
    return json.loads(
        body,
        object_pairs_hook=_unique,
        parse_int=_bounded_int,
        parse_float=_whole_or_float,
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise invalid([FieldError(key, "must not stand twice in one object")])
            seen.add(key)
    return made


def _bounded_int(text: str) -> int:
    if len(text) < 21:
        value = int(text)
        if -INT64 <= value < INT64:
            return value
    raise malformed("must not hold a whole number beyond 64 bits")


def _whole_or_float(text: str) -> int | float:
    value = float(text)
    if not isfinite(value):
        raise malformed("must not hold a number beyond 64 bits")
    # JSON Schema calls 1.0 an integer; beyond 2^53 a float no longer says which one.
    return int(value) if value.is_integer() and abs(value) <= 2**53 else value


def _refuse_nul(value: Any, path: str) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise invalid([FieldError(path or "body", "must not contain a NUL character")])
    elif isinstance(value, dict):
        for key, part in value.items():
            if "\0" in key:
                raise invalid([FieldError(path or "body", "must not have a NUL in a field's name")])
            _refuse_nul(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            _refuse_nul(part, f"{path}[{number}]")


# --- forms -----------------------------------------------------------------------------------


def fields_of(
    found: Mapping[str, list[str]], parameters: Mapping[str, Parameter]
) -> dict[str, Any]:
    """The fields of a form, typed by the body schema's properties; a field the schema does not
    know stays a string, for the schema to refuse."""
    errors: list[FieldError] = []
    made: dict[str, Any] = {}
    for name, texts in found.items():
        parameter = parameters.get(name)
        if len(texts) > 1 and (parameter is None or not parameter.is_array):
            errors.append(FieldError(name, "must be given once"))
        elif parameter is None:
            made[name] = texts[0]
        else:
            made[name] = parameter.value(texts, errors)
    if errors:
        raise invalid(errors)
    return made


def parse_urlencoded(body: bytes) -> dict[str, list[str]]:
    return parse_form(body, "body")


async def parse_multipart(
    body: bytes, content_type: str
) -> tuple[dict[str, list[str]], dict[str, list[UploadFile]]]:
    """The texts and the files of multipart/form-data (RFC 7578), by name."""
    _, options = parse_options_header(content_type.encode("latin-1"))
    if not options.get(b"boundary"):
        raise malformed("of type multipart/form-data must name its boundary")

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        Headers({"content-type": content_type}), stream(), max_files=100, max_fields=1000
    )
    try:
        form = await parser.parse()
    except (MultiPartException, UnicodeError, ValueError) as error:
        raise malformed(f"must be multipart/form-data: {error}") from None
    texts: dict[str, list[str]] = {}
    files: dict[str, list[UploadFile]] = {}
    for name, part in form.multi_items():
        if isinstance(part, UploadFile):
            files.setdefault(name, []).append(part)
        else:
            if "\0" in part:
                raise invalid([FieldError(name, "must not contain a NUL character")])
            texts.setdefault(name, []).append(part)
    return texts, files
