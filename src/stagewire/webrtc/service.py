"""Which servers a peer is told, and as whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stagewire.storage.types import instant
from stagewire.webrtc.credentials import sign
from stagewire.webrtc.usage import Usage

if TYPE_CHECKING:
    from stagewire.platform import Platform

RELAYED = "Peers that cannot reach each other directly are relayed."
STUN_ONLY = (
    "This server has no TURN relay: peers reach each other only where their networks allow it."
)
NOTHING = "This server has neither STUN nor TURN: peers reach each other only within one network."


class RelayService:
    """``platform.of(RelayService)``."""

    def __init__(self, platform: Platform) -> None:
        settings = platform.settings
        self._clock = platform.clock
        self._stun = settings.stun_servers
        self._turn = settings.turn_servers
        self._secret = settings.relay_secret
        self._usage = platform.of(Usage)

    def credentials(self, app_id: str, user_id: str, ttl: int) -> dict[str, Any]:
        """The `TurnCredentials` of a user for ``ttl`` seconds."""
        expires_at = int(self._clock()) + ttl
        servers: list[dict[str, Any]] = []
        user = None
        if self._stun:
            servers.append({"urls": list(self._stun)})
        if self._turn:
            user = self._usage.name(app_id, user_id)
            username, credential = sign(self._secret, user, expires_at)
            servers.append(
                {"urls": list(self._turn), "username": username, "credential": credential}
            )
        return {
            "iceServers": servers,
            "relay": bool(self._turn),
            "message": RELAYED if self._turn else STUN_ONLY if self._stun else NOTHING,
            "user": user,
            "ttl": ttl,
            "expires_at": instant(expires_at),
        }
