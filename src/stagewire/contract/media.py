"""What a request body may be: the media types an operation accepts and how each is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile

from stagewire.contract.binding import Parameter, invalid
from stagewire.contract.body import fields_of, parse_json, parse_multipart, parse_urlencoded
from stagewire.contract.schemas import Findings, Schema, sentence
from stagewire.contract.types import ApiError, FieldError

ABSENT: Any = object()
"""No body was sent where none is required."""


@dataclass(frozen=True, slots=True)
class Medium:
    """One accepted media type. ``kind`` is json, urlencoded, multipart or raw (bytes as they
    are); ``fields`` types a form's texts, ``files`` names its uploads."""

    kind: str
    schema: Schema | None
    fields: Mapping[str, Parameter]
    files: frozenset[str]


class Body:
    """The request body of one operation."""

    __slots__ = ("_by_header", "_json", "_media", "_required", "_status")

    def __init__(self, required: bool, media: Mapping[str, Medium], status: int) -> None:
        """``status`` answers a body that is well-formed and known but breaks its schema."""
        self._required = required
        self._media = media
        self._status = status
        # The content types that nearly every request has, found without parsing.
        self._by_header: dict[bytes | None, Medium] = {}
        for media_type, medium in media.items():
            if "*" not in media_type and medium.kind != "multipart":
                self._by_header[media_type.encode()] = medium
                self._by_header[f"{media_type}; charset=utf-8".encode()] = medium

    def value(self, raw: bytes, content_type: bytes | None) -> Any:
        """The typed, valid value of a body; ABSENT when there is none and need not be. Of a form
        it is a coroutine that answers it.

        ApiError 400 (malformed, unknown or read-only fields), 415 (media type) or what the
        operation documents for a body that breaks its schema."""
        if not raw:
            if self._required:
                raise invalid([FieldError("body", "is required")])
            return ABSENT
        medium = self._by_header.get(content_type) or self._match(content_type)
        schema = medium.schema
        if medium.kind == "json":
            value = parse_json(raw)
            if schema is not None and not schema.is_valid(value):
                raise self._refusal(schema.findings(value))
            return value
        if medium.kind == "raw":
            return raw
        return self._form(medium, raw, content_type or b"")

    def _match(self, content_type: bytes | None) -> Medium:
        sent = (content_type or b"").decode("latin-1")
        media_type, _, options = sent.partition(";")
        media_type = media_type.strip().lower()
        main = media_type.partition("/")[0]
        medium = (
            self._media.get(media_type) or self._media.get(f"{main}/*") or self._media.get("*/*")
        )
        if medium is None or not media_type:
            raise self._unsupported(media_type)
        if medium.kind in ("json", "urlencoded"):
            name, _, charset = options.strip().partition("=")
            if name.strip().lower() == "charset" and charset.strip(' "').lower() not in (
                "utf-8",
                "utf8",
                "us-ascii",
            ):
                raise ApiError(
                    415, "unsupported_media_type", "The request body must be encoded in UTF-8."
                )
        return medium

    def _unsupported(self, media_type: str) -> ApiError:
        known = " or ".join(sorted(self._media))
        what = "is missing" if not media_type else "is not accepted here"
        return ApiError(
            415,
            "unsupported_media_type",
            f"`Content-Type` {what}: send {known}.",
            errors=[FieldError("header.Content-Type", f"must be {known}")],
        )

    async def _form(self, medium: Medium, raw: bytes, content_type: bytes) -> Any:
        files: dict[str, list[UploadFile]] = {}
        if medium.kind == "multipart":
            texts, files = await parse_multipart(raw, content_type.decode("latin-1"))
        else:
            texts = parse_urlencoded(raw)
        both = [FieldError(name, "must be a file") for name in texts if name in medium.files]
        both += [FieldError(name, "must be text") for name in files if name in medium.fields]
        if both:
            raise invalid(both)
        value = fields_of(texts, medium.fields)
        # A file's content is no matter of the schema: it counts as present.
        shadow = value | {
            name: "" if len(sent) == 1 else [""] * len(sent) for name, sent in files.items()
        }
        if medium.schema is not None and not medium.schema.is_valid(shadow):
            raise self._refusal(medium.schema.findings(shadow))
        return value | {name: sent[0] if len(sent) == 1 else sent for name, sent in files.items()}

    def _refusal(self, findings: Findings) -> ApiError:
        errors, code = findings
        status = self._status if code == "validation_failed" else 400
        if status == 400 and code == "validation_failed":
            code = "invalid_request"
        return ApiError(status, code, sentence(errors), errors=errors)
