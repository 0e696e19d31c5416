"""The command line, `stagewire`."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from pydantic import ValidationError

from stagewire import __version__
from stagewire.commands.blocks import blocks
from stagewire.commands.licenses import licenses
from stagewire.settings import Settings
from stagewire.starting import uncollected

if TYPE_CHECKING:
    from stagewire.access.bootstrap import Bootstrap
    from stagewire.platform import Platform

T = TypeVar("T")

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Stagewire, a platform API.")
keys = typer.Typer(no_args_is_help=True, help="API keys.")
apps = typer.Typer(no_args_is_help=True, help="Applications.")
jobs = typer.Typer(no_args_is_help=True, help="Jobs: what waits, runs and was given up.")
cli.add_typer(keys, name="keys")
cli.add_typer(apps, name="apps")
cli.add_typer(licenses, name="licenses")
cli.add_typer(blocks, name="blocks")
cli.add_typer(jobs, name="jobs")


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
    import uvloop

    from stagewire.app import connected, make_platform
    from stagewire.contract import own_contract

    contract = own_contract()

    async def run() -> T:
        async with connected(make_platform(settings, contract)) as platform:
            return await work(platform)

    return uvloop.run(run())


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
def worker() -> None:
    """Tell events and do jobs, without serving; servers beside it may run with JOBS off."""
    from stagewire.contract.logs import configure_logs
    from stagewire.workers import work

    configure_logs()
    _on_platform(_settings(), work)


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


@jobs.command("list")
def list_jobs(
    status: Annotated[
        str | None, typer.Option(help="due, waiting, blocked, running or dead.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only jobs of this kind.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 100,
) -> None:
    """List the jobs that are not done, the oldest first."""
    from rich.console import Console
    from rich.table import Table

    from stagewire.events.job_listing import STATUSES, JobListing

    if status is not None and status not in STATUSES:
        sys.exit(f"stagewire: --status must be one of {', '.join(STATUSES)}")
    found = _on_platform(
        _settings(), lambda platform: platform.of(JobListing).page(status, kind=kind, limit=limit)
    )
    table = Table("id", "kind", "queue", "status", "attempts", "at", "error")
    for job in found:
        table.add_row(str(job.id), job.kind, job.queue, job.status, str(job.attempts),
                      job.at.isoformat(timespec="seconds"), job.error or "")  # fmt: skip
    Console().print(table)


@jobs.command("show")
def show_job(job_id: Annotated[int, typer.Argument(metavar="ID")]) -> None:
    """Show all about one job."""
    from stagewire.events.job_listing import JobListing

    job = _on_platform(_settings(), lambda platform: platform.of(JobListing).find(job_id))
    if job is None:
        sys.exit(f"stagewire: there is no job {job_id} (any more: what is done is forgotten)")
    for name, value in job._asdict().items():
        print(f"{name:<11} {'' if value is None else value}")


@jobs.command("retry")
def retry_job(job_id: Annotated[int, typer.Argument(metavar="ID")]) -> None:
    """Run a dead or waiting job now, its attempts counted anew."""
    from stagewire.events.jobs import Jobs

    if not _on_platform(_settings(), lambda platform: platform.of(Jobs).retry(job_id)):
        sys.exit(f"stagewire: there is no job {job_id} that is not running")
    print(f"Job {job_id} runs as soon as a worker takes it.")


@jobs.command("cancel")
def cancel_job(job_id: Annotated[int, typer.Argument(metavar="ID")]) -> None:
    """Forget a job; where it runs it is ended."""
    from stagewire.events.jobs import Jobs

    if not _on_platform(_settings(), lambda platform: platform.of(Jobs).cancel(job_id)):
        sys.exit(f"stagewire: there is no job {job_id}")
    print(f"Job {job_id} is cancelled.")


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
def relay(
    address: Annotated[str, typer.Option(help="Where to listen and relay.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 3478,
    show: Annotated[bool, typer.Option(help="Print the configuration and stop.")] = False,
) -> None:
    """Run a TURN relay (coturn) that takes this server's credentials."""
    from stagewire.webrtc.coturn import configuration
    from stagewire.webrtc.relay import prepare

    settings = _settings()
    try:
        if show:  # For a relay on another machine.
            print(configuration(settings, address, port), end="")
            return
        program, path = prepare(settings, address, port)
    except (FileNotFoundError, ValueError) as error:
        sys.exit(f"stagewire: {error}")
    shown = f"[{address}]" if ":" in address else address
    print(f"The relay listens on {shown}:{port}. Tell the server, over the same data directory:\n")
    print(f'  STAGEWIRE_TURN_URLS="turn:{shown}:{port}?transport=udp" make run\n', flush=True)
    os.execv(program, [program, "-c", str(path)])  # noqa: S606


@cli.command()
def version() -> None:
    """Print the version."""
    print(__version__)
