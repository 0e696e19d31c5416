"""What Schemathesis is told beyond its configuration (loaded by ``schemathesis.toml``).

None of it takes a case out: it keeps a run from sawing off the branch it sits on, and its
assumptions true.
"""

from __future__ import annotations

import os
import re
from typing import Any
from uuid import uuid4

import schemathesis

TENANTS = ("tenant-a", "tenant-b")
"""The applications whose keys the run itself uses."""
CREDITS = 1_000_000_000

_GONE = "tenant-gone"
_IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,200}")


@schemathesis.hook
def before_call(context: Any, case: Any, **kwargs: Any) -> None:
    _own_idempotency_key(case)
    _no_real_keys(case)
    _secret_of_a_tenant(case)
    _spare_the_tenants(case)


def _own_idempotency_key(case: Any) -> None:
    """A key stands for one request, but generated requests share the documented example."""
    key = case.headers.get("Idempotency-Key")
    if isinstance(key, str) and _IDEMPOTENCY_KEY.fullmatch(key):
        case.headers["Idempotency-Key"] = f"{key}-{uuid4().hex}"


def _no_real_keys(case: Any) -> None:
    """`ignored_auth` takes generated credentials for wrong ones, but they may be keys that the
    server has just handed out: Schemathesis tries what it finds in answers."""
    for container in (case.query, case.headers):
        for name in ("api_key", "X-API-Key", "X-APP-API-KEY"):
            key = container.get(name) if hasattr(container, "get") else None
            if isinstance(key, str) and key.startswith("sw_"):
                container[name] = key.replace("sw_", "no_", 1)


def _secret_of_a_tenant(case: Any) -> None:
    """No generator guesses a secret."""
    if case.operation.path == "/api/token" and isinstance(case.body, dict):
        if case.body.get("app_id") == TENANTS[0] and isinstance(case.body.get("app_secret"), str):
            case.body["app_secret"] = os.environ["FUZZ_APP_SECRET"]


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
