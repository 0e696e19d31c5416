"""What Schemathesis is told beyond its configuration (loaded by ``schemathesis.toml``).

Both changes keep a run from sawing off the branch it sits on; neither takes a case out.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import schemathesis

TENANTS = ("tenant-a", "tenant-b")
"""The applications whose keys the run itself uses."""
_GONE = "tenant-gone"
_KEY = re.compile(r"[!-~]{1,200}")


@schemathesis.hook
def before_call(context: Any, case: Any, **kwargs: Any) -> None:
    """A key stands for one request, but generated cases share the documented example; and a
    tenant that is deleted or switched off ends everything it was to be tested with."""
    key = case.headers.get("Idempotency-Key")
    if isinstance(key, str) and _KEY.fullmatch(key):
        case.headers["Idempotency-Key"] = f"{key}-{uuid4().hex}"
    path = case.path_parameters
    if isinstance(path, dict) and path.get("app_id") in TENANTS:
        if case.operation.method.upper() == "DELETE":
            path["app_id"] = _GONE
        elif isinstance(case.body, dict) and case.body.get("status") is False:
            case.body["status"] = True
