"""Writes a contract of any size: the document that Stagewire's engine compiles, and that stock
Connexion reads lowered."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from benchmarks.servers import ROOT
from benchmarks.things import KEY_HEADER, NEW_THING, THING, resources

Json = dict[str, Any]


def write_contract(folder: Path, operations: int) -> Path:
    """A folder like `openapi/` with one document, `things.yaml`."""
    common = folder / "common"
    shutil.copytree(ROOT / "openapi" / "common", common)
    (common / "scopes.yaml").write_text(
        json.dumps(
            {
                "scopes": {
                    "admin": {"description": "Everything.", "implies": ["things:write"]},
                    "things:read": {"description": "Read things.", "implies": []},
                    "things:write": {"description": "Create things.", "implies": ["things:read"]},
                }
            }
        )
    )
    # JSON is YAML.
    (folder / "things.yaml").write_text(json.dumps(document(operations)))
    return folder


def document(operations: int) -> Json:
    paths: Json = {}
    for number, path in enumerate(resources(operations)):
        paths[path] = {"post": _create(number)}
        paths[path + "/{thingId}"] = {"get": _get(number)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Things",
            "version": "1.0.0",
            "summary": "Things to measure with.",
            "description": "Things that are created and read, and never kept.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "contact": {"name": "Stagewire"},
        },
        "servers": [{"url": "/", "description": "The server that serves this document."}],
        "x-error-format": "problem",
        "x-rate-limit": [
            {"name": "things", "limit": "tier", "window": 60, "per": "key", "block": []}
        ],
        "tags": [{"name": "Things", "description": "Things to measure with."}],
        "security": [{"appKey": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "appKey": {
                    "type": "apiKey",
                    "in": "header",
                    "name": KEY_HEADER,
                    "description": "An application's API key.",
                }
            },
            "schemas": {"NewThing": _thing([]), "Thing": _thing(["id", "shortCode", "createdAt"])},
        },
    }


def _create(number: int) -> Json:
    return {
        "operationId": f"createThing{number}",
        "tags": ["Things"],
        "summary": "Create a thing",
        "description": "Checks the thing and answers it with an id.",
        "security": [{"appKey": ["things:write"]}],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/NewThing"},
                    "example": NEW_THING,
                }
            },
        },
        "responses": {
            "201": _answer("The thing."),
            **_problems("400", "401", "403", "413", "415", "422", "429", "500"),
        },
    }


def _get(number: int) -> Json:
    return {
        "operationId": f"getThing{number}",
        "tags": ["Things"],
        "summary": "Get a thing",
        "description": "Answers the thing of this id.",
        "security": [{"appKey": ["things:read"]}],
        "parameters": [
            {
                "name": "thingId",
                "in": "path",
                "required": True,
                "description": "The thing's id.",
                "schema": {"type": "integer", "minimum": 1, "maximum": 9007199254740991},
                "example": 123,
            },
            {
                "name": "pageSize",
                "in": "query",
                "description": "How many.",
                "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 25},
                "example": 25,
            },
            {
                "name": "sort",
                "in": "query",
                "description": "In which order.",
                "schema": {"type": "string", "enum": ["asc", "desc"], "default": "asc"},
                "example": "asc",
            },
        ],
        "responses": {
            "200": _answer("The thing."),
            **_problems("400", "401", "403", "404", "429", "500"),
        },
    }


_RESPONSES = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "NotFound",
    "413": "PayloadTooLarge",
    "415": "UnsupportedMediaType",
    "422": "UnprocessableContent",
    "429": "TooManyRequests",
    "500": "InternalServerError",
}


def _problems(*statuses: str) -> Json:
    return {
        status: {"$ref": f"common/problem.yaml#/components/responses/{_RESPONSES[status]}"}
        for status in statuses
    }


def _answer(description: str) -> Json:
    header = "common/headers.yaml#/components/headers/"
    return {
        "description": description,
        "headers": {
            "X-Request-Id": {"$ref": header + "RequestId"},
            "X-RateLimit-Limit": {"$ref": header + "RateLimitLimit"},
            "X-RateLimit-Remaining": {"$ref": header + "RateLimitRemaining"},
            "X-RateLimit-Retry-After": {"$ref": header + "RateLimitRetryAfter"},
        },
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Thing"},
                "example": THING,
            }
        },
    }


def _thing(more: list[str]) -> Json:
    utm = {
        "type": "string",
        "minLength": 1,
        "maxLength": 255,
        "pattern": "^[A-Za-z0-9_-]+$",
        "description": "A UTM value.",
    }
    tag = {
        "type": "string",
        "maxLength": 40,
        "pattern": "^/app/tags/[1-9][0-9]{0,15}$",
        "description": "A tag.",
    }
    time = {"type": "string", "format": "date-time", "description": "When."}
    properties: Json = {
        "id": {"type": "integer", "minimum": 1, "description": "Identifies it."},
        "shortCode": {"type": "string", "description": "Its short code."},
        "createdAt": time,
        "url": {
            "type": "string",
            "minLength": 1,
            "maxLength": 8192,
            "description": "The destination.",
        },
        "name": {"type": "string", "minLength": 1, "maxLength": 255, "description": "A label."},
        "utmSource": utm,
        "utmCampaign": utm,
        "tags": {"type": "array", "maxItems": 50, "description": "Its tags.", "items": tag},
        "qrConfig": {
            "type": "object",
            "description": "How its QR code is drawn.",
            "additionalProperties": False,
            "required": ["size", "margin", "color"],
            "properties": {
                "size": {
                    "type": "integer",
                    "minimum": 64,
                    "maximum": 2048,
                    "description": "Pixels.",
                },
                "margin": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 100,
                    "description": "Pixels.",
                },
                "color": {
                    "type": "string",
                    "pattern": "^#[0-9a-fA-F]{6}$",
                    "description": "Colour.",
                },
            },
        },
        "maxRedirects": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1_000_000_000,
            "description": "After how many redirects it stops.",
        },
        "expiresAt": time,
    }
    names = [*more, *NEW_THING]
    return {
        "type": "object",
        "description": "A thing.",
        "required": names,
        "additionalProperties": False,
        "properties": {name: properties[name] for name in names},
        "example": {name: THING[name] for name in names},
    }
