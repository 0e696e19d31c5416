"""The objects of the system API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Block", "Blocks", "Health", "Readiness", "RemoveBlock", "RemovedBlock", "Version"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A caller that is blocked."""

    rule: str
    """The limit, by its name in the contract."""
    identity: str
    """Who is blocked: an address, a key's id, or what else the rule counts by."""
    seconds: int
    """For how many seconds more."""
    strikes: int
    """How often it went on against the limit."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Block:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            rule=data["rule"],
            identity=data["identity"],
            seconds=data["seconds"],
            strikes=data["strikes"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "rule": self.rule,
            "identity": self.identity,
            "seconds": self.seconds,
            "strikes": self.strikes,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Blocks:
    """Every block in force."""

    blocks: list[Block]
    """The blocks, the longest remaining first."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Blocks:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            blocks=[Block.from_dict(item) for item in data["blocks"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "blocks": [item.to_dict() for item in self.blocks],
        }
        return data


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
class RemoveBlock:
    """Whose block to lift."""

    rule: str
    """The limit."""
    identity: str
    """The caller, as it is listed."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RemoveBlock:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            rule=data["rule"],
            identity=data["identity"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "rule": self.rule,
            "identity": self.identity,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovedBlock:
    """What became of it."""

    lifted: bool
    """Whether it was blocked."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RemovedBlock:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            lifted=data["lifted"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "lifted": self.lifted,
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
