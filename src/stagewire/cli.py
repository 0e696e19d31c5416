"""The command line: `stagewire serve|migrate|keys|apps|doctor`."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from pydantic import ValidationError

from stagewire import __version__
from stagewire.settings import Settings
from stagewire.starting import uncollected

if TYPE_CHECKING:
    from stagewire.access.bootstrap import Bootstrap
    from stagewire.platform import Platform

T = TypeVar("T")

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Stagewire, a platform API.")
keys = typer.Typer(no_args_is_help=True, help="API keys.")
apps = typer.Typer(no_args_is_help=True, help="Applications.")
cli.add_typer(keys, name="keys")
cli.add_typer(apps, name="apps")


def main() -> None:
    """Runs the command; what is wrong with settings or contract is one line, no traceback."""
    from stagewire.contract.load import ContractError

    try:
        cli()
    except ContractError as error:
        sys.exit(f"stagewire: {error}")


def _settings(**flags: Any) -> Settings:
    # Flags win over the environment, also in the worker processes, which read it again.
    for name, value in flags.items():
        if value is not None:
            os.environ[f"STAGEWIRE_{name.upper()}"] = str(value)
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        sys.exit(f"stagewire: STAGEWIRE_{name}: {first['msg']}")


def _on_platform(settings: Settings, work: Callable[[Platform], Awaitable[T]]) -> T:
    from stagewire.app import connected, make_platform
    from stagewire.contract import find_openapi, load_contract

    contract = load_contract(find_openapi())

    async def run() -> T:
        async with connected(make_platform(settings, contract)) as platform:
            return await work(platform)

    return asyncio.run(run())


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes; more than one needs Redis.")
    ] = None,
    data_dir: Annotated[str | None, typer.Option(help="Where the server keeps its files.")] = None,
    public_url: Annotated[str | None, typer.Option(help="Where clients reach the server.")] = None,
    short_url: Annotated[str | None, typer.Option(help="What short codes are appended to.")] = None,
) -> None:
    """Migrate the database and serve."""
    settings = _settings(
        host=host, port=port, workers=workers, data_dir=data_dir, public_url=public_url,
        short_url=short_url,
    )  # fmt: skip
    if settings.workers > 1 and not settings.redis_url:
        sys.exit("stagewire: STAGEWIRE_WORKERS: more than one process needs STAGEWIRE_REDIS_URL")
    with uncollected():
        import uvicorn

        from stagewire.access.bootstrap import first_run

        made = _on_platform(settings, first_run)
    print(f"Stagewire {__version__} serves on {settings.base_url} (docs: {settings.base_url}/docs)")
    if made is not None:
        _show_first_run(settings, made)
    sys.stdout.flush()
    uvicorn.run(
        "stagewire.starting:create",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        loop="uvloop",
        http="stagewire.serving:HttpProtocol",
        ws="stagewire.realtime.protocol:RealtimeProtocol",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_level="warning",
        timeout_graceful_shutdown=10,
    )


def _show_first_run(settings: Settings, made: Bootstrap) -> None:
    print(
        f"""
This is the first start. These secrets are shown once; keep them:

  admin key         {made.admin_key}
  application       {made.app_id}
    secret          {made.app_secret}
    live key        {made.live_key}
    sandbox key     {made.test_key}

Create a short link:

  curl -s -X POST "{settings.base_url}/api/v1/links" \\
    -H "Authorization: Bearer {made.live_key}" \\
    -H "Content-Type: application/json" \\
    -d '{{"url": "https://example.com/some/long/url", "name": "My first link"}}'

and open its "shortLink" in a browser.
"""
    )


@cli.command()
def migrate() -> None:
    """Bring the database to this version's tables."""

    async def nothing(_platform: Platform) -> None:
        return None

    _on_platform(_settings(), nothing)  # connecting migrates
    print("The database is up to date.")


@keys.command("create-admin")
def create_admin(
    name: Annotated[str, typer.Option(help="What it is for.")] = "admin",
) -> None:
    """Make an admin key and print it once."""
    from stagewire.access.bootstrap import create_admin_key

    print(_on_platform(_settings(), lambda platform: create_admin_key(platform, name)))


@apps.command("list")
def list_apps() -> None:
    """List the applications."""
    from rich.console import Console
    from rich.table import Table

    from stagewire.applications.service import all_applications

    table = Table("app_id", "name", "tier", "on", "link credits")
    for app in _on_platform(_settings(), all_applications):
        table.add_row(app.app_id, app.name, app.tier, "yes" if app.status else "no",
                      str(app.link_credits))  # fmt: skip
    Console().print(table)


@cli.command()
def doctor() -> None:
    """Say what is configured, reachable and missing; exit 1 when something needed is not."""
    from stagewire.doctor import examine

    settings = _settings()
    findings = asyncio.run(examine(settings))
    for finding in findings:
        print(f"{'ok  ' if finding.ok else 'FAIL' if finding.needed else 'off '}  {finding.text}")
    if any(finding.needed and not finding.ok for finding in findings):
        sys.exit(1)


@cli.command()
def version() -> None:
    """Print the version."""
    print(__version__)
