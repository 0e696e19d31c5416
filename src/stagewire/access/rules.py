"""What the contract says about callers: the tiers' limits and the scopes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

ADMIN = "admin"
"""The scope that only admin keys carry."""


class AccessRules:
    """``app.py`` calls ``adopt`` once with what ``common/limits.yaml`` and ``common/scopes.yaml``
    hold; everything else asks ``platform.of(AccessRules)``.

    ``tiers`` are requests a minute; ``app_scopes`` all scopes an application's key can have.
    """

    def __init__(self, _platform: Any = None) -> None:
        self.tiers: Mapping[str, int] = {}
        self.app_scopes: frozenset[str] = frozenset()
        self._expand: Callable[[Iterable[str]], frozenset[str]] = frozenset

    def adopt(
        self,
        tiers: Mapping[str, int],
        scopes: Iterable[str],
        expand: Callable[[Iterable[str]], frozenset[str]],
    ) -> None:
        """``expand`` adds to scopes all that they imply."""
        self.tiers = dict(tiers)
        self.app_scopes = frozenset(scopes) - {ADMIN}
        self._expand = expand

    def expand(self, scopes: Iterable[str]) -> frozenset[str]:
        return self._expand(scopes)

    def admin_scopes(self) -> frozenset[str]:
        return self._expand({ADMIN}) | self.app_scopes

    def highest_tier(self) -> int:
        return max(self.tiers.values())
