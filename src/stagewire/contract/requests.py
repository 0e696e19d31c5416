"""A request's identity: its id, its client's address, its headers. Made once, kept in the scope."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from itertools import count
from typing import Any

from stagewire.contract.types import EXCHANGE, Exchange, Request

KEY = "stagewire.request"
OPERATION = "stagewire.operation"
"""Scope keys: the Request, and the id of the operation that answered it."""
SHOWN_PATH = "stagewire.shown-path"
"""Scope key: what a log has instead of a path that holds a secret."""

Network = IPv4Network | IPv6Network
_ID = re.compile(rb"[A-Za-z0-9._-]{1,128}")
_FORWARDED = frozenset((b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via"))


class Headers(Mapping[str, str]):
    """Request headers by lower-case name, decoded when asked for. Of a repeated header the last
    line counts; ``raw`` are the bytes."""

    __slots__ = ("raw",)

    def __init__(self, raw: dict[bytes, bytes]) -> None:
        self.raw = raw

    def __getitem__(self, name: str) -> str:
        return self.raw[name.encode("latin-1")].decode("latin-1")

    def __iter__(self) -> Iterator[str]:
        return (name.decode("latin-1") for name in self.raw)

    def __len__(self) -> int:
        return len(self.raw)


def _random_prefix() -> str:
    return os.urandom(9).hex()


# A random prefix for the process and a running number: unique, and 20 times cheaper than a UUID.
_prefix, _numbers = _random_prefix(), count(1)


def _renew() -> None:
    global _prefix, _numbers
    _prefix, _numbers = _random_prefix(), count(1)


os.register_at_fork(after_in_child=_renew)


def request_id(sent: bytes | None) -> str:
    """What the client sent as X-Request-Id where that will do, else a new one."""
    if sent is not None and _ID.fullmatch(sent):
        return sent.decode("ascii")
    return f"{_prefix}-{next(_numbers):x}"


def client_ip(scope: Mapping[str, Any], trusted: Sequence[Network]) -> str:
    """The client's address: the peer's, or, when the peer is a trusted proxy, the rightmost
    address of X-Forwarded-For that is not one. What stands further left anybody may have
    written."""
    client = scope.get("client")
    # A Unix socket has no address; whoever reaches it is on this machine.
    peer: str = client[0] if client and client[0] else "127.0.0.1"
    if not trusted or not _is_trusted(peer, trusted):
        return peer
    lines = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
    for hop in reversed(b",".join(lines).decode("latin-1").split(",")):
        hop = _without_port(hop.strip())
        try:
            address = ip_address(hop)
        except ValueError:
            # Nothing left of what is no address can be believed.
            return peer
        peer = str(address)
        if not _is_trusted(peer, trusted):
            return peer
    return peer


def _without_port(hop: str) -> str:
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop


def _is_trusted(peer: str, trusted: Sequence[Network]) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return any(address.version == net.version and address in net for net in trusted)


def make_request(
    scope: Any, trusted: Sequence[Network] = (), raw: dict[bytes, bytes] | None = None
) -> Request:
    """The Request of an ASGI http scope, kept in it. ``raw`` are its headers, where they are
    already in a dict."""
    if raw is None:
        raw = dict(scope["headers"])
    if trusted:
        ip = client_ip(scope, trusted)
    else:
        client = scope.get("client")
        ip = client[0] if client and client[0] else "127.0.0.1"
    request = Request(
        scope["method"],
        scope["path"],
        scope["query_string"],
        Headers(raw),
        ip,
        request_id(raw.get(b"x-request-id")),
        _FORWARDED.isdisjoint(raw),
    )
    scope[KEY] = request
    return request


def exchange_of(scope: Any) -> Exchange | None:
    """What the server offers for this request, if it does."""
    extensions = scope.get("extensions")
    return extensions.get(EXCHANGE) if extensions else None


def request_of(scope: Any) -> Request:
    """The scope's Request; made on the spot where no edge stands in front (tests)."""
    request: Request | None = scope.get(KEY)
    return request if request is not None else make_request(scope)
