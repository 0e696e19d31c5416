"""Serving built files in front of the rest of the server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from stagewire.contract.load import ContractError
from stagewire.pages.static import Page, Redirect

Find = Callable[[str], Page | Redirect | None]


def in_front(find: Find, next_app: ASGIApp) -> ASGIApp:
    """The ASGI app that answers the paths ``find`` knows and hands every other one to
    ``next_app``."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        page = find(scope["path"]) if scope["type"] == "http" else None
        if page is None:
            await next_app(scope, receive, send)
            return
        if not page.ready:
            await asyncio.to_thread(page.prepare)
        await page(scope, receive, send)

    return app


def built(name: str, file: str) -> Path:
    """The folder ``generated/<name>``, which has ``file``: the one inside the installed package,
    else the checkout's."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_data" / name, package.parent.parent / "generated" / name):
        if (folder / file).is_file():
            return folder
    raise ContractError(name, str(package), "are neither installed nor generated")
