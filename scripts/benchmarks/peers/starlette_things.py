"""Starlette: routing and JSON. No validation, no key, no limit."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from benchmarks.things import CREATED_AT, THING, operations, resources


async def create_thing(request: Request) -> JSONResponse:
    body = await request.json()
    made = {"id": 1, "shortCode": "k7Bx2", "createdAt": CREATED_AT, **body}
    return JSONResponse(made, status_code=201)


async def get_thing(request: Request) -> JSONResponse:
    return JSONResponse({**THING, "id": request.path_params["thing_id"]})


def create() -> Starlette:
    routes = []
    for path in resources(operations()):
        routes.append(Route(path, create_thing, methods=["POST"]))
        routes.append(Route(path + "/{thing_id:int}", get_thing, methods=["GET"]))
    return Starlette(routes=routes)
