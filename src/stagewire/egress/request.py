"""Requests as bytes (RFC 9112)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from stagewire.egress.pool import Origin
from stagewire.egress.urls import read_target

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# What this client itself says of a request.
_OWN = frozenset({"host", "content-length", "transfer-encoding", "connection", "expect"})


class Address(NamedTuple):
    """``start`` is the request line and the host's header."""

    origin: Origin
    start: bytes


def address_of(href: str) -> Address:
    """ValueError for what ``read_target`` refuses."""
    target = read_target(href)
    scheme, _, rest = target.href.partition("://")
    authority, _, path = rest.partition("/")
    start = f"POST /{path} HTTP/1.1\r\nHost: {authority}\r\n"
    return Address(Origin(scheme == "https", target.host, target.port), start.encode("ascii"))


def request(address: Address, headers: Mapping[str, str], body: bytes) -> bytes:
    """ValueError for a header that would say something else than its name and value."""
    for name in headers:
        _check_name(name)
    lines = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
    count = len(headers)
    if lines.count("\r") != count or lines.count("\n") != count or "\0" in lines:
        raise ValueError("a header's value must be on one line")
    return b"%b%bContent-Length: %d\r\n\r\n%b" % (address.start, lines.encode(), len(body), body)


@lru_cache(4096)
def _check_name(name: str) -> None:
    if not _TOKEN.fullmatch(name) or name.lower() in _OWN:
        raise ValueError(f"{name!r} cannot be a header of a request")
