"""coturn's configuration for this server: credentials by the shared secret, no way into private
networks, quotas, nothing that is not needed. What each line means stands in turnserver(1)."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from urllib.parse import urlsplit

from stagewire.settings import Settings

# Where no peer of a relay has any business: this machine, private, shared and link-local networks
# with the clouds' metadata, documentation, multicast, reserved (RFC 6890); IPv6 with what wraps
# IPv4 addresses. A range that begins with `::` would hold every IPv4 address in coturn's order; it
# refuses `::` itself.
FORBIDDEN = (
    "0.0.0.0-0.255.255.255",
    "10.0.0.0-10.255.255.255",
    "100.64.0.0-100.127.255.255",
    "127.0.0.0-127.255.255.255",
    "169.254.0.0-169.254.255.255",
    "172.16.0.0-172.31.255.255",
    "192.0.0.0-192.0.0.255",
    "192.0.2.0-192.0.2.255",
    "192.88.99.0-192.88.99.255",
    "192.168.0.0-192.168.255.255",
    "198.18.0.0-198.19.255.255",
    "198.51.100.0-198.51.100.255",
    "203.0.113.0-203.0.113.255",
    "224.0.0.0-255.255.255.255",
    "::1-::ffff:ffff:ffff",
    "64:ff9b::-64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
    "100::-100::ffff:ffff:ffff:ffff",
    "2001::-2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
)
REALM = "stagewire"
USER_QUOTA = 12
"""Allocations that one user may have at once: a meeting's connections, and a reload."""
TOTAL_QUOTA = 1200


def configuration(settings: Settings, address: str, port: int, folder: Path | None = None) -> str:
    """The text of ``turnserver.conf`` for a relay that listens on ``address``. It holds the
    secret: keep it private. ``folder`` takes coturn's own files; without one they are where its
    package has them. ValueError: no address."""
    return "\n".join(_lines(settings, ip_address(address), port, folder)) + "\n"


def _lines(
    settings: Settings, address: IPv4Address | IPv6Address, port: int, folder: Path | None
) -> Iterator[str]:
    yield f"listening-ip={address}"
    yield f"relay-ip={address}"
    yield f"listening-port={port}"
    yield f"realm={REALM}"
    yield "use-auth-secret"
    for secret in (settings.relay_secret, settings.turn_previous_secret):
        if secret:
            yield f"static-auth-secret={secret}"
    yield f"user-quota={USER_QUOTA}"
    yield f"total-quota={TOTAL_QUOTA}"
    yield "stale-nonce=600"
    yield "fingerprint"
    for network in FORBIDDEN:
        yield f"denied-peer-ip={network}"
    # Two peers behind this relay meet at its own address.
    yield f"allowed-peer-ip={address}"
    if address.is_loopback:
        yield "allow-loopback-peers"
    yield "no-multicast-peers"
    yield "no-tcp-relay"
    yield "no-cli"
    # Certificates are the operator's: docs/operations.md says how to add them.
    yield "no-tls"
    yield "no-dtls"
    yield "no-rfc5780"
    yield "no-software-attribute"
    if folder is not None:
        yield f"userdb={folder / 'turn.db'}"
        yield f"pidfile={folder / 'turnserver.pid'}"
    yield "log-file=stdout"
    yield "simple-log"
    if settings.turn_stats_url:
        yield f'redis-statsdb="{_redis(settings.turn_stats_url)}"'


def _redis(url: str) -> str:
    """A redis:// address as coturn writes it."""
    parts = urlsplit(url)
    said = {
        "ip": parts.hostname or "127.0.0.1",
        "port": str(parts.port or 6379),
        "dbname": parts.path.strip("/") or "0",
        "password": parts.password or "",
        "connect_timeout": "5",
    }
    return " ".join(f"{name}={value}" for name, value in said.items() if value)
