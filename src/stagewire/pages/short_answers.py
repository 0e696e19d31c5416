"""What people see when a short link does not simply redirect: small pages without scripts, that
load nothing and work in any browser, light or dark."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from math import ceil
from pathlib import Path
from string import Template
from typing import NamedTuple

Headers = list[tuple[bytes, bytes]]

_FOLDER = Path(__file__).with_name("short_pages")
_STYLE = _FOLDER.joinpath("style.css").read_text("utf-8")
_PAGE = Template(_FOLDER.joinpath("page.html").read_text("utf-8"))
_FORM = Template(_FOLDER.joinpath("password.html").read_text("utf-8"))
_DIGEST = b64encode(sha256(_STYLE.encode()).digest()).decode()

_CIRCLE = '<circle cx="12" cy="12" r="9"/>'
_CLOCK = _CIRCLE + '<path d="M12 7v5l3.5 2"/>'
_STOP = _CIRCLE + '<path d="m6 6 12 12"/>'
_QUESTION = _CIRCLE + '<path d="M9.5 9.5a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.8-.9 1.7M12 17h0"/>'
_LOCK = (
    '<rect x="4" y="10.5" width="16" height="10" rx="2"/><path d="M8 10.5V7a4 4 0 0 1 8 0v3.5"/>'
)


class Answer(NamedTuple):
    """A whole HTTP answer; ``headers`` include content type and length."""

    status: int
    headers: Headers
    body: bytes

    def adding(self, *headers: tuple[bytes, bytes]) -> Answer:
        return self._replace(headers=[*self.headers, *headers])


def _page(status: int, icon: str, title: str, content: str, form_action: str = "'none'") -> Answer:
    body = _PAGE.substitute(style=_STYLE, icon=icon, title=title, content=content).encode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action {form_action}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return Answer(
        status,
        [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", b"%d" % len(body)),
            (b"content-security-policy", policy.encode()),
            (b"cache-control", b"private, no-store"),
            (b"x-robots-tag", b"noindex"),
            (b"referrer-policy", b"no-referrer"),
        ],
        body,
    )


def _note(status: int, icon: str, title: str, text: str) -> Answer:
    return _page(status, icon, title, f"<p>{text}</p>")


def _form(status: int, problem: str = "") -> Answer:
    described = ' aria-invalid="true" aria-describedby="problem"' if problem else ""
    told = f'<p id="problem" role="alert">{problem}</p>\n' if problem else ""
    content = _FORM.substitute(described=described, problem=told)
    # Browsers hold redirects that follow a form against form-action too, and the destination may
    # be anywhere on the web. Naming it would tell it before the password.
    return _page(status, _LOCK, "This link is protected", content, "'self' http: https:")


ASK = _form(200)
# 401 would promise an authentication scheme of HTTP (RFC 9110, 15.5.2), which this is not.
WRONG = _form(403, "That is not the password. Try again.")
UNKNOWN = _note(
    404, _QUESTION, "There is no such link", "Check the address: capital letters count in it."
)
OVER = _note(
    410, _CLOCK, "This link has ended", "It has expired, or whoever shared it has taken it back."
)
TOO_LARGE = _note(413, _STOP, "That is too much", "A password has at most 128 characters.")
NO_FORM = _note(415, _STOP, "That is no form", "Send the password as a form, as the page does.")


def too_many(seconds: float) -> Answer:
    """After too many guesses; ``seconds`` until the next one is taken."""
    wait = max(1, ceil(seconds))
    told = f"{wait} seconds" if wait < 120 else f"{ceil(wait / 60)} minutes"
    page = _note(429, _CLOCK, "Too many tries", f"Wait {told}, then open the link again.")
    return page.adding((b"retry-after", b"%d" % wait))


def not_allowed(allow: str) -> Answer:
    return _note(405, _STOP, "That does not work here", "Open the link in a browser.").adding(
        (b"allow", allow.encode())
    )


def see(status: int, location: bytes) -> Answer:
    """A redirect: 302 after reading, 303 after a form."""
    return Answer(
        status,
        [
            (b"location", location),
            (b"cache-control", b"private, no-store"),
            (b"content-length", b"0"),
        ],
        b"",
    )
