"""When something is due on a connection. One timer serves them all: ten thousand timers of their
own would cost more memory than the connections' states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Due(Protocol):
    """``due`` belongs to Deadlines: the second in which ``check`` is called."""

    due: int

    def check(self, now: float) -> float | None:
        """Does what is due; answers when to be called again, or None for never."""
        ...


class Deadlines:
    """Whole seconds of ``clock``, which only grows. What is due is done when ``tick`` is called,
    so up to a second late."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[int, set[Due]] = {}
        self._done = int(clock())

    def put(self, one: Due, when: float) -> None:
        """Calls ``one.check`` at ``when`` and at no earlier time that was asked for before."""
        self.drop(one)
        one.due = max(int(when), self._done) + 1
        self._buckets.setdefault(one.due, set()).add(one)

    def drop(self, one: Due) -> None:
        bucket = self._buckets.get(one.due)
        if bucket is not None:
            bucket.discard(one)
            if not bucket:
                del self._buckets[one.due]

    def tick(self) -> None:
        now = self._clock()
        last, self._done = self._done, int(now)
        if self._done - last > len(self._buckets):
            seconds = sorted(second for second in self._buckets if second <= self._done)
        else:
            seconds = [s for s in range(last + 1, self._done + 1) if s in self._buckets]
        for second in seconds:
            for one in self._buckets.pop(second, ()):
                when = one.check(now)
                if when is not None:
                    self.put(one, when)

    def __len__(self) -> int:
        return sum(len(bucket) for bucket in self._buckets.values())
