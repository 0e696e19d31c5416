"""Which events a webhook wants: names, ``link.*`` for those that begin so, ``*`` for all."""

from __future__ import annotations

from collections.abc import Iterable


class Patterns:
    """The patterns of one or more webhooks, compiled."""

    __slots__ = ("_every", "_names", "_prefixes")

    def __init__(self, patterns: Iterable[str]) -> None:
        self._every = False
        names, prefixes = set(), set()
        for pattern in patterns:
            if pattern == "*":
                self._every = True
            elif pattern.endswith(".*"):
                prefixes.add(pattern[:-1])
            else:
                names.add(pattern)
        self._names = frozenset(names)
        self._prefixes = tuple(prefixes)

    def match(self, event: str) -> bool:
        return self._every or event in self._names or event.startswith(self._prefixes)
