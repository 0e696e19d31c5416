"""Addresses to send to, read as everybody's browser would read them (WHATWG URL), so that no way of
writing one (decimal, octal, hex, full-width, with a user name) means something else here."""

from __future__ import annotations

from ipaddress import ip_address
from typing import NamedTuple

from stagewire.urls import normalise


class Target(NamedTuple):
    """``href`` is the normalised address without fragment, ``host`` a name or an IP address without
    brackets."""

    href: str
    host: str
    port: int

    @property
    def is_literal(self) -> bool:
        """Whether the host is an IP address."""
        try:
            ip_address(self.host)
        except ValueError:
            return False
        return True


def read_target(text: str) -> Target:
    """ValueError says what the address must be, to be read after the field's name."""
    read = normalise(text)
    if read.port == 0:
        raise ValueError("must name a port from 1 to 65535")
    return Target(read.href.partition("#")[0], read.host.strip("[]"), read.port)
