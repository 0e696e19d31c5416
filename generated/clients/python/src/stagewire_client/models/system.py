"""The objects of the system API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Health", "Readiness", "Version"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """The process answers."""

    status: Literal["ok"]
    """Always `ok`."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Health:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            status=data["status"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "status": self.status,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Readiness:
    """Whether each part answers."""

    status: Literal["ready", "unavailable"]
    """All of them together."""
    checks: dict[str, Literal["ok", "failed"]]
    """Each part by name."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Readiness:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            status=data["status"],
            checks=dict(data["checks"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "status": self.status,
            "checks": dict(self.checks),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """Versions."""

    version: str
    """The server's."""
    apis: dict[str, str]
    """Each API's, by its document's name."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Version:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            version=data["version"],
            apis=dict(data["apis"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "version": self.version,
            "apis": dict(self.apis),
        }
        return data
