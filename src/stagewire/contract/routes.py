"""Finds the operation of a path. A tree of path segments: the cost of a look-up grows with the
length of the path, not with the number of operations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from stagewire.contract.binding import decode

T = TypeVar("T")
_PERCENT = ord("%")
_PARAMETER = re.compile(r"\{([^{}]+)\}")


@dataclass(slots=True)
class Route(Generic[T]):
    """One path template with its operations by method. ``names`` are its parameters in order."""

    template: str
    names: tuple[str, ...]
    methods: dict[str, T] = field(default_factory=dict)
    allow: str = ""
    # Its paths hold a secret: a log has the template instead.
    secret: bool = False

    def add(self, method: str, operation: T) -> None:
        self.methods[method] = operation
        allowed = {*self.methods, "OPTIONS"}
        if "GET" in allowed:
            allowed.add("HEAD")
        self.allow = ", ".join(sorted(allowed))


class _Node(Generic[T]):
    """``literals`` win over ``patterns`` (`{id}.svg`), which win over a ``whole`` parameter."""

    __slots__ = ("literals", "patterns", "route", "whole")

    def __init__(self) -> None:
        self.literals: dict[str, _Node[T]] = {}
        self.patterns: dict[str, tuple[re.Pattern[str], _Node[T]]] = {}
        self.whole: _Node[T] | None = None
        self.route: Route[T] | None = None


class Routes(Generic[T]):
    """Every path of the contract."""

    def __init__(self) -> None:
        self._static: dict[str, Route[T]] = {}
        self._root: _Node[T] = _Node()

    def __iter__(self) -> Iterator[Route[T]]:
        waiting = [self._root]
        while waiting:
            node = waiting.pop()
            if node.route is not None:
                yield node.route
            waiting += [*node.literals.values(), *(child for _, child in node.patterns.values())]
            if node.whole is not None:
                waiting.append(node.whole)

    def add(self, template: str, method: str, operation: T) -> Route[T]:
        """Adds an operation; ``method`` in upper case. ValueError when the place is taken."""
        names = tuple(_PARAMETER.findall(template))
        node = self._root
        for segment in template.split("/")[1:]:
            node = self._child(node, segment)
        if node.route is None:
            node.route = Route(template, names)
            if not names:
                self._static[template] = node.route
        elif node.route.names != names:
            raise ValueError(f"is the same path as {node.route.template}")
        if method in node.route.methods:
            raise ValueError(f"{method} is described twice")
        node.route.add(method, operation)
        return node.route

    @staticmethod
    def _child(node: _Node[T], segment: str) -> _Node[T]:
        if "{" not in segment:
            return node.literals.setdefault(segment, _Node())
        if _PARAMETER.fullmatch(segment):
            if node.whole is None:
                node.whole = _Node()
            return node.whole
        parts = _PARAMETER.split(segment)
        source = "".join(
            re.escape(part) if number % 2 == 0 else "(.+?)" for number, part in enumerate(parts)
        )
        if source not in node.patterns:
            node.patterns[source] = (re.compile(source, re.DOTALL), _Node())
        return node.patterns[source][1]

    def find(self, path: str, raw_path: bytes) -> tuple[Route[T], dict[str, str]] | None:
        """The route of a request with its parameters' strings. ``path`` is used as it is unless
        ``raw_path`` has percent-escapes; those are decoded by segment, so that `%2F` stays inside
        its parameter. ApiError 400 when they are not UTF-8."""
        if _PERCENT in raw_path:
            parts = [decode(part, "path") for part in raw_path.split(b"/")]
        else:
            route = self._static.get(path)
            if route is not None:
                return route, {}
            parts = path.split("/")
        if parts[0]:
            return None
        values: list[str] = []
        node, at = self._root, 1
        # As long as there is one way only, there is none to come back for.
        for part in parts[1:]:
            child = node.literals.get(part)
            if node.patterns or (child is not None and node.whole is not None):
                break
            if child is None:
                child = node.whole
                if child is None or not part:
                    return None
                values.append(part)
            node = child
            at += 1
        route = self._walk(node, parts, at, values)
        if route is None:
            return None
        return route, dict(zip(route.names, values, strict=True))

    def _walk(
        self, node: _Node[T], parts: list[str], at: int, values: list[str]
    ) -> Route[T] | None:
        if at == len(parts):
            return node.route
        part = parts[at]
        child = node.literals.get(part)
        if child is not None:
            route = self._walk(child, parts, at + 1, values)
            if route is not None:
                return route
        for pattern, child in node.patterns.values():
            match = pattern.fullmatch(part)
            if match is not None:
                kept = len(values)
                values.extend(match.groups())
                route = self._walk(child, parts, at + 1, values)
                if route is not None:
                    return route
                del values[kept:]
        if node.whole is not None and part:
            values.append(part)
            route = self._walk(node.whole, parts, at + 1, values)
            if route is not None:
                return route
            values.pop()
        return None
