"""Whose licences a call may see."""

from __future__ import annotations

from typing import NamedTuple

from stagewire.contract.types import Environment
from stagewire.platform import Call


class Owner(NamedTuple):
    """An application in one environment."""

    app_id: str
    environment: Environment


def owner_of(call: Call) -> Owner:
    """The owner a call acts for; ApiError 403 for an admin key, which has none."""
    return Owner(call.app_id(), call.caller().environment)
