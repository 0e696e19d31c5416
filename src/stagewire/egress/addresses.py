"""Which addresses may be connected to: those that the IANA special-purpose registries (RFC 6890 and
its successors) leave to the public Internet, and networks that the operator allows."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_REFUSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network, and the unspecified address
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, with the metadata services of clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# Everything outside of global unicast goes: loopback, IPv4-mapped and -compatible, NAT64, unique
# and link-local, multicast. Of global unicast, what stands for something else.
_GLOBAL_6 = IPv6Network("2000::/3")
_REFUSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols, with Teredo
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "3fff::/20",
    )
)

Network = IPv4Network | IPv6Network


class AddressRefused(OSError):
    """An address that must not be connected to."""


class Addresses:
    """``allowed`` are networks that may be reached although they are not public."""

    def __init__(self, allowed: Iterable[Network] = ()) -> None:
        self._allowed = tuple(allowed)

    def permits(self, address: IPv4Address | IPv6Address) -> bool:
        if any(address in network for network in self._allowed):
            return True
        if isinstance(address, IPv4Address):
            return not any(address in network for network in _REFUSED_4)
        return address in _GLOBAL_6 and not any(address in network for network in _REFUSED_6)

    def check(self, address: str) -> None:
        """AddressRefused for one that is not permitted, and for what is no address at all."""
        try:
            permitted = self.permits(ip_address(address))
        except ValueError:
            permitted = False
        if not permitted:
            raise AddressRefused(f"{address} is not on the public Internet")
