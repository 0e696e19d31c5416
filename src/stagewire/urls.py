"""Addresses: read as a browser reads them, kept as RFC 3986 writes them.

The WHATWG URL standard decides what an address means (it is what the visitor's browser follows),
so nothing can look harmless here and lead elsewhere there. What that standard leaves alone and
RFC 3986 forbids (``[``, ``|``, a stray ``%``, …) is percent-encoded afterwards.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from ada_url import URL

LONGEST = 8192
"""The most characters (and bytes: the result is ASCII) of a destination."""

_SCHEME = re.compile(r"\A([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LABEL = re.compile(r"\A(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")
_IPV6 = re.compile(r"\A\[[0-9a-f:.]+\]\Z")
# What RFC 3986 allows in a path, besides percent-encoded bytes.
_NOT_PATH = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]")
_NOT_QUERY = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]")
_DEFAULT_PORT = {"http": 80, "https": 443}


class Destination(NamedTuple):
    """``href`` is the normalised address; the rest are its parts, ``path`` percent-decoded."""

    href: str
    host: str
    port: int
    path: str


def normalise(text: str) -> Destination:
    """Reads an address that somebody gave, for a link or a webhook to lead to.

    Spaces around it are trimmed, scheme and host made lower case, host names made IDNA A-labels
    (UTS 46), the default port and dot segments dropped, illegal characters percent-encoded.
    ValueError says what a destination must be, to be read after the field's name.
    """
    text = text.strip(" ")
    if _CONTROL.search(text):
        raise ValueError("must not contain control characters")
    if _SURROGATE.search(text):
        raise ValueError("must be valid Unicode")
    scheme = _SCHEME.match(text)
    if scheme is None:
        raise ValueError("must be a whole address that begins with http:// or https://")
    if scheme[1].lower() not in _DEFAULT_PORT:
        raise ValueError(f"must begin with http:// or https://, not {scheme[1].lower()[:32]}:")
    if not re.match(r"//[^/\\]", text[scheme.end() :]):
        raise ValueError(f"must name a host after {scheme[1].lower()}://")
    try:
        url = URL(text)
    except ValueError:
        raise ValueError("must be a valid http or https address") from None
    if url.username or url.password or "@" in _authority(text, scheme.end()):
        raise ValueError("must not contain a user name or password")
    host = url.hostname
    if not _is_host(host):
        raise ValueError("must name a valid host")
    scheme_name = url.protocol[:-1]
    path = _NOT_PATH.sub(_encode, url.pathname)
    query = _NOT_QUERY.sub(_encode, url.search[1:])
    fragment = _NOT_QUERY.sub(_encode, url.hash[1:])
    href = f"{scheme_name}://{url.host}{path}"
    # An empty query or fragment is dropped: it changes nothing but the look.
    if query:
        href += f"?{query}"
    if fragment:
        href += f"#{fragment}"
    if len(href) > LONGEST:
        raise ValueError(f"must have at most {LONGEST} characters once percent-encoded")
    port = int(url.port) if url.port else _DEFAULT_PORT[scheme_name]
    return Destination(href, host.rstrip("."), port, unquote(path))


def _authority(text: str, start: int) -> str:
    return re.split(r"[/\\?#]", text[start + 2 :], maxsplit=1)[0]


def _is_host(host: str) -> bool:
    if _IPV6.match(host):
        return True
    name = host.removesuffix(".")
    return 0 < len(name) <= 253 and all(_LABEL.match(label) for label in name.split("."))


def _encode(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
