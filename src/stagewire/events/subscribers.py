"""Who listens to what within this process; both buses deliver through it."""

from __future__ import annotations

from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any

import structlog

log = structlog.get_logger(__name__)

Subscriber = Callable[[dict[str, Any]], None]


class Subscribers:
    """Callbacks by topic, called in the order they subscribed. One that raises is logged and
    keeps none of the others from being called."""

    def __init__(self) -> None:
        # Tuples, replaced as a whole: a callback may (un)subscribe while it is being called.
        self._topics: dict[str, tuple[Subscriber, ...]] = {}
        self._gaps: tuple[Callable[[], None], ...] = ()

    def add(self, topic: str, callback: Subscriber) -> Callable[[], None]:
        _refuse_coroutine(callback)
        self._topics[topic] = (*self._topics.get(topic, ()), callback)

        def remove() -> None:
            left = _without(self._topics.get(topic, ()), callback)
            if left:
                self._topics[topic] = left
            else:
                self._topics.pop(topic, None)

        return _once(remove)

    def add_gap(self, callback: Callable[[], None]) -> Callable[[], None]:
        _refuse_coroutine(callback)
        self._gaps = (*self._gaps, callback)

        def remove() -> None:
            self._gaps = _without(self._gaps, callback)

        return _once(remove)

    def deliver(self, topic: str, data: dict[str, Any]) -> None:
        for callback in self._topics.get(topic, ()):
            try:
                callback(data)
            except Exception:
                log.exception("subscriber_failed", topic=topic)

    def gap(self) -> None:
        for callback in self._gaps:
            try:
                callback()
            except Exception:
                log.exception("subscriber_failed", topic=None)


def _refuse_coroutine(callback: Callable[..., Any]) -> None:
    if iscoroutinefunction(callback):
        raise TypeError(f"{callback!r} is a coroutine function: it would never be awaited")


def _without(callbacks: tuple[Any, ...], callback: Any) -> tuple[Any, ...]:
    """One occurrence fewer: the same callback may have been added twice."""
    if callback not in callbacks:
        return callbacks
    at = callbacks.index(callback)
    return callbacks[:at] + callbacks[at + 1 :]


def _once(remove: Callable[[], None]) -> Callable[[], None]:
    done = False

    def unsubscribe() -> None:
        nonlocal done
        if not done:
            done = True
            remove()

    return unsubscribe
