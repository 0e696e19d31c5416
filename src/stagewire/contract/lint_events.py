"""The rules of a document's ``webhooks``: the events that the server tells.

Each is one ``post`` whose JSON body is the event: its name is the name it stands under, so that a
receiver can tell events apart by ``type`` alone, and its example fits.
"""

from __future__ import annotations

from typing import Any

import jsonschema_rs

from stagewire.contract.load import ContractError, Document

FIELDS = ("id", "type", "timestamp", "app_id", "environment", "data")


def check_events(document: Document, names: dict[str, str]) -> None:
    """``names`` are those of the documents before it, each with its file; it adds its own."""
    for name, item in document.raw.get("webhooks", {}).items():
        place = f"webhooks.{name}"
        if name in names:
            raise ContractError(document.file, place, f"is an event of {names[name]} already")
        names[name] = document.file
        try:
            operation = item["post"]
            content = operation["requestBody"]["content"]["application/json"]
            schema, example = document.follow(content["schema"]), content["example"]
        except (KeyError, TypeError):
            raise ContractError(
                document.file, place, "must be a post with a JSON body, its schema and an example"
            ) from None
        for words in ("summary", "description"):
            if not operation.get(words):
                raise ContractError(document.file, place, f"has no {words}")
        if not set(FIELDS) <= set(schema.get("required", ())):
            raise ContractError(document.file, place, f"must require {', '.join(FIELDS)}")
        if document.follow(schema["properties"]["type"]).get("enum") != [name]:
            raise ContractError(document.file, place, f"type must be enum [{name}]")
        if problem := _misfit(document, content["schema"], example):
            raise ContractError(document.file, place, f"its example does not fit: {problem}")


def _misfit(document: Document, schema: Any, example: Any) -> str:
    whole = {"components": document.raw["components"], **schema}
    try:
        jsonschema_rs.Draft202012Validator(whole, validate_formats=True).validate(example)
    except jsonschema_rs.ValidationError as error:
        return error.message.replace("\n", " ")
    return ""
