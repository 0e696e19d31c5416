"""What Schemathesis is told beyond its configuration (loaded by ``schemathesis.toml``).

None of it takes a case out: it keeps a run from sawing off the branch it sits on, and its
assumptions true.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import schemathesis

TENANTS = ("tenant-a", "tenant-b")
"""The applications whose keys the run itself uses."""
CREDITS = 1_000_000_000

_FOR_ADMINS = (
    *("createApplication", "updateApplication", "deleteApplication"),
    *("getKey", "rotateKey", "revokeKey", "listBlocks", "removeBlock"),
)
_GONE = "tenant-gone"
_IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,200}")
_APP_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
_OTHER_ID = re.compile(r"(pres|pair|dev|poll|ques)_[A-Za-z0-9]{15,35}")
_POLICY_ID = re.compile(r"pol_[A-Za-z0-9]{20}")
_LICENSE_KEY = re.compile(r"[A-Za-z0-9 -]{1,64}")
_EXAMPLE_CODE = "K7QF-3M2X"
_ROOM = re.compile(r"[A-Za-z0-9_=@,.;:-]{1,128}")
_SLUG = re.compile(r"[A-Za-z0-9_-]{3,64}")


@schemathesis.hook
def before_call(context: Any, case: Any, **kwargs: Any) -> None:
    _own_idempotency_key(case)
    _own_names(case)
    _own_room(case)
    _no_real_keys(case)
    _no_other_ids(case)
    _as_admin(case)
    _token_request(case)
    _readable_numbers(case)
    _real_licences(case)
    _real_codes(case)
    _spare_the_tenants(case)


def _own_idempotency_key(case: Any) -> None:
    """A key stands for one request, but generated requests share the documented example."""
    key = case.headers.get("Idempotency-Key")
    if isinstance(key, str) and _IDEMPOTENCY_KEY.fullmatch(key):
        case.headers["Idempotency-Key"] = f"{key}-{uuid4().hex}"


def _own_names(case: Any) -> None:
    """What may be taken only once gets an end of its own where it is valid. Else the second request
    of a kind is refused, and a stateful run ends early where a replay is answered differently."""
    body, path = case.body, case.operation.path
    if not isinstance(body, dict):
        return
    if path == "/api/applications":
        _extend(body, "app_id", _APP_ID, 63)
    elif path.startswith("/app/tags"):
        _extend(body, "name", re.compile(r"[^\W_].{,63}"), 64)
    links = body.get("links")
    for link in [body, *(links if isinstance(links, list) else ())]:
        if isinstance(link, dict):
            _extend(link, "slug", _SLUG, 64)


def _own_room(case: Any) -> None:
    """A room that was closed opens again for whoever asks, as its document says, but
    `use_after_free` takes every DELETE for the end: the room that is closed is one of its own."""
    if case.operation.definition.raw.get("operationId") == "closeRoom":
        _extend(case.path_parameters, "room", _ROOM, 128)


def _extend(body: dict[str, Any], field: str, valid: re.Pattern[str], longest: int) -> None:
    value = body.get(field)
    if isinstance(value, str) and valid.fullmatch(value) and value not in TENANTS:
        end = uuid4().hex[:10]
        body[field] = value[: longest - len(end)] + end


def _no_real_keys(case: Any) -> None:
    """`ignored_auth` takes generated credentials for wrong ones, but they may be keys that the
    server has just handed out: Schemathesis tries what it finds in answers."""
    for container in (case.query, case.headers):
        for name in ("api_key", "X-API-Key", "X-APP-API-KEY"):
            key = container.get(name) if hasattr(container, "get") else None
            if isinstance(key, str) and key.startswith("sw_"):
                container[name] = key.replace("sw_", "no_", 1)


def _no_other_ids(case: Any) -> None:
    """Links that Schemathesis infers take the id of a new presentation, or of what belongs to it,
    for one of an application, which its schema does not know: it becomes an unknown one."""
    name = case.query.get("app_id") if hasattr(case.query, "get") else None
    if isinstance(name, str) and _OTHER_ID.fullmatch(name):
        case.query["app_id"] = name.replace("_", "-").lower()


def _as_admin(case: Any) -> None:
    """An admin does what only one may do, and what is done to applications that the run made and
    to their keys: wherever the case carries a tenant's key, not where it tries to do without."""
    operation = case.operation.definition.raw.get("operationId")
    named = [
        container.get("app_id")
        for container in (case.path_parameters, case.query, case.body)
        if isinstance(container, Mapping)
    ]
    strange = any(isinstance(name, str) and name not in TENANTS for name in named)
    if case._has_explicit_auth and (operation in _FOR_ADMINS or strange):
        case.headers["Authorization"] = f"Bearer {os.environ['FUZZ_ADMIN_KEY']}"


def _token_request(case: Any) -> None:
    """No generator guesses a secret."""
    body = case.body
    if case.operation.path != "/api/token" or not isinstance(body, dict):
        return
    if body.get("app_id") == TENANTS[0] and isinstance(body.get("app_secret"), str):
        body["app_secret"] = os.environ["FUZZ_APP_SECRET"]


def _real_licences(case: Any) -> None:
    """No generator guesses a policy's id or a licence's key: most are made the tenant's own."""
    body = case.body
    if not isinstance(body, dict):
        return
    policy, key = body.get("policy_id"), body.get("key")
    if isinstance(policy, str) and _POLICY_ID.fullmatch(policy):
        body["policy_id"] = os.environ["FUZZ_POLICY_ID"]
    if isinstance(key, str) and _LICENSE_KEY.fullmatch(key) and sum(map(ord, key)) % 4:
        body["key"] = os.environ["FUZZ_LICENSE_KEY"]


def _readable_numbers(case: Any) -> None:
    """Where any JSON may stand, the server reads what every parser reads alike: whole numbers of up
    to 64 bits."""
    body = case.body
    items = body.get("broadcasts") if isinstance(body, dict) else None
    for item in [body, *(items if isinstance(items, list) else ())]:
        for field in ("payload", "data"):
            if isinstance(item, dict) and isinstance(item.get(field), dict):
                item[field] = _within_64_bits(item[field])


def _real_codes(case: Any) -> None:
    """Nor a pairing's code: the example's is made one."""
    if isinstance(case.path_parameters, dict) and case.path_parameters.get("code") == _EXAMPLE_CODE:
        case.path_parameters["code"] = os.environ["FUZZ_PAIRING_CODE"]


def _within_64_bits(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _within_64_bits(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_within_64_bits(part) for part in value]
    return value % 2**63 if isinstance(value, int) and abs(value) >= 2**63 else value


def _spare_the_tenants(case: Any) -> None:
    """A tenant that is deleted, switched off or out of credits cannot be tested with any more."""
    path, body = case.path_parameters, case.body
    if not isinstance(path, dict) or path.get("app_id") not in TENANTS:
        return
    if case.operation.method.upper() == "DELETE":
        path["app_id"] = _GONE
    elif isinstance(body, dict):
        if body.get("status") is False:
            body["status"] = True
        if type(body.get("link_credits")) is int:
            body["link_credits"] = CREDITS
