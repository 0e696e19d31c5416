"""Where short links live: the server's own address, and the short domains it answers for.

Links at the server's own address are stored under the empty domain, so they follow it when it
changes. Those of a short domain are stored under its host.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from stagewire.links.codes import CODE
from stagewire.links.reserved import is_reserved
from stagewire.settings import Settings
from stagewire.urls import Destination, normalise

OWN = ""
"""The key of the server's own address."""


class Place(NamedTuple):
    """One place short links live at. ``key`` is what links store, ``host`` the host's name on
    the wire, ``base`` what ``/`` and the code are appended to, ``prefix`` the path before the
    code (``/s/``, ``/``)."""

    key: str
    host: str
    base: str
    prefix: str


class Domains:
    """``default`` takes the links that name no domain. ``hosts`` are the short domains by the
    value of their Host header without a port; ``own`` answers on every other host, under each of
    its prefixes."""

    def __init__(self, settings: Settings) -> None:
        base = urlsplit(settings.base_url)
        short = urlsplit(settings.short_base)
        own_host = _host(settings.base_url)
        same = _host(settings.short_base) == own_host
        own_base = settings.short_base if same else f"{settings.base_url}/s"
        self.own = Place(OWN, own_host, own_base, _prefix(own_base))
        self.prefixes = frozenset({self.own.prefix, _prefix(f"{settings.base_url}/s")})
        self.hosts: dict[str, Place] = {}
        if not same:
            host = _host(settings.short_base)
            self.hosts[host] = Place(host, host, settings.short_base, _prefix(settings.short_base))
        self.default = self.own if same else self.hosts[_host(settings.short_base)]
        for name in settings.short_domains.split(","):
            if not name.strip():
                continue
            address = f"{short.scheme}://{name.strip().rstrip('/')}"
            host = _host(address)
            if host != own_host and host not in self.hosts:
                port = urlsplit(address).port
                place = f"{short.scheme}://{host}{f':{port}' if port else ''}"
                self.hosts[host] = Place(host, host, place, "/")
        self._ports = {80, 443, base.port or 80, short.port or 80}

    def named(self, name: str) -> Place | None:
        """The place of a host's name as a caller wrote it (any case, any script), or None."""
        if not name or set(name) & set("/?#\\:@ "):
            return None
        try:
            host = _host(f"http://{name}")
        except ValueError:
            return None
        return self.hosts.get(host) or (self.own if host == self.own.host else None)

    def of(self, key: str) -> Place:
        """The place of a stored key. A domain that the server has stopped to answer for keeps
        its address."""
        if key == OWN:
            return self.own
        return self.hosts.get(key) or Place(key, key, f"https://{key}", "/")

    def loops(self, destination: Destination) -> bool:
        """Whether the destination is a short link of this server."""
        place = self.hosts.get(destination.host)
        if place is not None:
            return code_in(destination.path, place.prefix) is not None
        return (
            destination.host == self.own.host
            and destination.port in self._ports
            and any(code_in(destination.path, prefix) for prefix in self.prefixes)
        )


def code_in(path: str, prefix: str) -> str | None:
    """The short code that a path names, None when it is no short link's path. Directly under the
    root the reserved words belong to the server's other pages."""
    if not path.startswith(prefix):
        return None
    code = path[len(prefix) :]
    if not CODE.match(code) or (prefix == "/" and is_reserved(code)):
        return None
    return code


def _host(address: str) -> str:
    return normalise(address).host


def _prefix(base: str) -> str:
    return f"{urlsplit(base).path}/"
