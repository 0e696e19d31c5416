"""Handlers of shop.yaml: they answer what they were given."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from stagewire.contract.types import ApiError, Call, FieldError, Result

MADE = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


async def list_items(
    call: Call[Any],
    *,
    current_page: int,
    page_size: int,
    exists_deleted_at: bool,
    sort_id: str | None = None,
    tags: list[str] | None = None,
    ids: list[int] | None = None,
    min: float | None = None,
    from_: str | None = None,
    x_trace: str | None = None,
    theme: str | None = None,
) -> Any:
    query = {
        "currentPage": current_page,
        "pageSize": page_size,
        "exists": exists_deleted_at,
        "sort": sort_id,
        "tags": tags,
        "ids": ids,
        "min": min,
        "from": from_,
        "trace": x_trace,
        "theme": theme,
    }
    return {"data": [], "query": query}


async def create_item(call: Call[Any], *, body: dict[str, Any]) -> Any:
    if body["name"] == "taken":
        raise ApiError(
            422, "name_taken", "`name` is taken.", errors=[FieldError("name", "is taken")]
        )
    if body["name"] == "flaky":
        raise ApiError(503, "service_unavailable", "Try again.", headers={"Retry-After": "1"})
    call.platform["made"] += 1
    number = call.platform["made"]
    item = {key: value for key, value in body.items() if key != "secret"}
    call.headers["Location"] = f"/items/{number}"
    return {"id": number, "createdAt": MADE, **item}


async def search_items(call: Call[Any], *, q: str) -> Any:
    return {"q": q}


async def get_item(call: Call[Any], *, id: int) -> Any:
    if id > 1000:
        raise ApiError(404, "not_found", "There is no such item.")
    name = call.principal.key_id if call.principal else "anonymous"
    return {"id": id, "name": name, "price": 1}


async def update_item(call: Call[Any], *, id: int, body: Any = None) -> Any:
    return {"id": id, "body": body}


async def delete_item(call: Call[Any], *, id: int) -> None:
    return None


async def get_picture(call: Call[Any], *, id: int, format: str) -> Result:
    kind = "image/svg+xml" if format == "svg" else "image/png"
    return Result(f"{id}".encode(), headers={"Content-Type": kind})


async def get_name(call: Call[Any], *, name: str) -> Any:
    return {"name": name}


async def send_form(call: Call[Any], *, body: dict[str, Any]) -> Any:
    file = body.pop("file", None)
    content = (await file.read()).decode() if file is not None else None
    return {**body, "file": content}


async def fetch_broken(call: Call[Any], *, how: str) -> Any:
    match how:
        case "crash":
            raise RuntimeError("the secret is hunter2")
        case "wrong":
            return {"right": "no"}
        case "write-only":
            return {"right": True, "pin": "1234"}
        case "undocumented":
            return Result({"right": True}, status=202)
        case "bytes":
            return b"no content type"
        case "conflict":
            raise ApiError(409, "conflict", "It is there already.", headers={"X-Why": "because"})
    return {"right": True}
