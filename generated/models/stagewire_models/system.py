"""The objects of Stagewire System. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

__all__ = [
    "Block",
    "Blocks",
    "FieldError",
    "Health",
    "Problem",
    "Readiness",
    "RemoveBlock",
    "RemovedBlock",
    "Version",
]


class Block(TypedDict):
    """A caller that is blocked."""

    rule: str
    identity: str
    seconds: int
    strikes: int


class Blocks(TypedDict):
    """Every block in force."""

    blocks: list[Block]


class FieldError(TypedDict):
    """One thing that is wrong with the request."""

    field: str
    message: str


class Health(TypedDict):
    """The process answers."""

    status: Literal["ok"]


class Problem(TypedDict):
    """An error as RFC 9457 describes it."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    requestId: str
    errors: NotRequired[list[FieldError]]


class Readiness(TypedDict):
    """Whether each part answers."""

    status: Literal["ready", "unavailable"]
    checks: dict[str, Literal["ok", "failed"]]


class RemoveBlock(TypedDict):
    """Whose block to lift."""

    rule: str
    identity: str


class RemovedBlock(TypedDict):
    """What became of it."""

    lifted: bool


class Version(TypedDict):
    """Versions."""

    version: str
    apis: dict[str, str]
