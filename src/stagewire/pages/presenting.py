"""The pages that a presentation's devices open: `/remote/{code}` to drive it, `/stage/{code}` to
follow it and take part. Without a code they ask for one.

The code stays in the browser's hands: the same bytes are served whatever the path names, and the
page's script claims the code through the API. The scripts are built from `pages/presenting/*.ts`
and the generated TypeScript client by `scripts/generate`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import Template

from starlette.types import ASGIApp

from stagewire.pages.serving import built, in_front
from stagewire.pages.static import Page

_FOLDER = Path(__file__).with_name("presenting")
_PAGES = ("remote", "stage")
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    b"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY),
    # The address holds the code.
    (b"referrer-policy", b"no-referrer"),
    (b"x-robots-tag", b"noindex"),
]


def presenting(next_app: ASGIApp) -> ASGIApp:
    """The ASGI app that answers these paths and hands every other one to ``next_app``."""
    scripts = built("pages", "remote.js")
    style = Page(_FOLDER.joinpath("style.css").read_bytes, "text/css; charset=utf-8")
    files = {"/presenting/style.css": style}
    pages: dict[str, Page] = {}
    for name in _PAGES:
        script = Page((scripts / f"{name}.js").read_bytes, "text/javascript; charset=utf-8")
        files[f"/presenting/{name}.js"] = script
        pages[name] = Page(_maker(name, style, script), "text/html; charset=utf-8", _HEADERS)

    return in_front(lambda path: _page(pages, files, path), next_app)


def _page(pages: dict[str, Page], files: dict[str, Page], path: str) -> Page | None:
    name, _, code = path[1:].partition("/")
    if name in pages:
        return pages[name] if "/" not in code else None
    return files.get(path)


def _maker(name: str, style: Page, script: Page) -> Callable[[], bytes]:
    template = Template(_FOLDER.joinpath(f"{name}.html").read_text("utf-8"))
    return lambda: template.substitute(style=style.version, script=script.version).encode()
