"""Makes the calls of scenarios with the Python client; `--async` with the asynchronous one."""

from __future__ import annotations

import asyncio
import inspect
import json
import sys
from typing import Any

import httpx
import stagewire_client as stagewire

KINDS = [
    (stagewire.BadRequestError, "bad_request"),
    (stagewire.AuthenticationError, "unauthorized"),
    (stagewire.PermissionDeniedError, "forbidden"),
    (stagewire.NotFoundError, "not_found"),
    (stagewire.ConflictError, "conflict"),
    (stagewire.UnprocessableContentError, "unprocessable"),
    (stagewire.RateLimitedError, "rate_limited"),
    (stagewire.ServerError, "server"),
    (stagewire.APIError, "api"),
    (stagewire.APITimeoutError, "timeout"),
    (stagewire.APIConnectionError, "connection"),
    (stagewire.InvalidResponseError, "invalid_response"),
]


def report(error: Exception) -> dict[str, Any]:
    kind = next((name for cls, name in KINDS if isinstance(error, cls)), "client")
    known = error if isinstance(error, stagewire.APIError) else None
    return {
        "kind": kind,
        "status": known and known.status,
        "code": known and known.code,
        "message": known and known.message,
        "fields": [[one.field, one.message] for one in known.errors] if known else [],
        "request_id": known and known.request_id,
        "retry_after": known and known.retry_after,
    }


def shown(link: stagewire.models.Link) -> dict[str, Any]:
    assert link.created_at.tzinfo is not None
    created = round(link.created_at.timestamp() * 1000)
    assert stagewire.models.Link.from_dict(link.to_dict()) == link
    return {"id": link.id, "name": link.name, "tags": link.tags, "created": created}


def options(scenario: dict[str, Any]) -> dict[str, Any]:
    given = scenario["options"]
    backoff = given.get("backoff", 0.001)
    return {
        "base_url": scenario["base_url"],
        "api_key": given.get("api_key", scenario["api_key"]),
        "timeout": given.get("timeout", 30.0),
        "max_retries": given.get("max_retries", 2),
        "headers": {"X-Team": "growth"} if given.get("headers") else None,
        "initial_backoff": backoff,
        "max_backoff": backoff,
    }


async def outcome(client: Any, call: str, arguments: dict[str, Any]) -> Any:
    """The call, awaited where the client is asynchronous."""

    async def done(answer: Any) -> Any:
        return await answer if inspect.isawaitable(answer) else answer

    match call:
        case "get_link":
            return shown(await done(client.links.get_link(123)))
        case "create_link":
            key = arguments.get("idempotency_key")
            made = client.links.create_link(url="https://example.com/", idempotency_key=key)
            return shown(await done(made))
        case "update_link":
            changed = client.links.update_link(123, name=None, utm_campaign="summer_sale")
            return shown(await done(changed))
        case "delete_link":
            return await done(client.links.delete_link(123))
        case "all_links":
            found = client.links.iter_links(page_size=2, sort_id="desc", exists_deleted_at=True)
            if hasattr(found, "__aiter__"):
                return [link.id async for link in found]
            return [link.id for link in found]
        case "get_qr":
            return (await done(client.links.get_link_qr(123, format="png"))).hex()
        case "get_key":
            return (await done(client.keys.get_key(arguments["id"]))).id
        case "create_token":
            made = client.applications.create_token(app_id="app", app_secret="secret")
            return (await done(made)).token
        case "get_metrics":
            return await done(client.system.get_metrics())
    raise AssertionError(call)


async def run(scenario: dict[str, Any], http_client: Any) -> dict[str, Any]:
    asynchronous = isinstance(http_client, httpx.AsyncClient)
    made: Any = stagewire.AsyncStagewire if asynchronous else stagewire.Stagewire
    client = made(**options(scenario), http_client=http_client)
    try:
        return {"ok": await outcome(client, scenario["call"], scenario["arguments"])}
    except (stagewire.StagewireError, ValueError) as error:
        return {"error": report(error)}
    finally:
        closed = client.close()
        if closed is not None:
            await closed


async def main() -> None:
    # One for all scenarios: making one reads the machine's certificates, which takes its time.
    http_client: Any = httpx.AsyncClient() if "--async" in sys.argv else httpx.Client()
    outcomes = {one["name"]: await run(one, http_client) for one in json.load(sys.stdin)}
    json.dump(outcomes, sys.stdout)


asyncio.run(main())
