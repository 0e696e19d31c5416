"""`stagewire blocks`: who is blocked by a running server, and lifting it.

The blocks of a server without Redis are in its process, so a running server is asked, as an admin.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

blocks = typer.Typer(no_args_is_help=True, help="Blocked callers of a running server.")

Url = Annotated[
    str, typer.Option(envvar="STAGEWIRE_PUBLIC_URL", help="Where the server is reached.")
]
AdminKey = Annotated[str, typer.Option(envvar="STAGEWIRE_ADMIN_KEY", help="An admin key.")]
_HERE = "http://127.0.0.1:8080"


@blocks.command("list")
def list_blocks(admin_key: AdminKey, url: Url = _HERE) -> None:
    """List who is blocked, by which limit and for how long."""
    from rich.console import Console
    from rich.table import Table

    table = Table("limit", "caller", "seconds", "strikes")
    for block in _ask(url, admin_key, "GET", "/api/blocks")["blocks"]:
        table.add_row(
            block["rule"], block["identity"], str(block["seconds"]), str(block["strikes"])
        )
    Console().print(table)


@blocks.command()
def lift(
    rule: Annotated[str, typer.Argument(help="The limit.")],
    identity: Annotated[str, typer.Argument(help="The caller, as listed.")],
    admin_key: AdminKey,
    url: Url = _HERE,
) -> None:
    """Lift a block; exit 1 when the caller was not blocked."""
    body = {"rule": rule, "identity": identity}
    if not _ask(url, admin_key, "POST", "/api/blocks/lift", json=body)["lifted"]:
        sys.exit(f"stagewire: {identity} is not blocked by {rule}")
    print("Lifted.")


def _ask(url: str, admin_key: str, method: str, path: str, **options: Any) -> Any:
    import httpx

    headers = {"X-ADMIN-API-KEY": admin_key}
    try:
        answer = httpx.request(method, url.rstrip("/") + path, headers=headers, **options)
        if answer.is_success:
            return answer.json()
        reason = answer.json()["detail"]
    except httpx.HTTPError as error:
        reason = f"cannot be reached: {error}"
    except (ValueError, KeyError):
        reason = f"answered {answer.status_code}"
    sys.exit(f"stagewire: {url}: {reason}")
