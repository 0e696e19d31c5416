"""The limiter of a single process: GCRA and block ladder over dictionaries.

Why GCRA: one number per caller is exact about what is left and when, needs no list of requests
however high the limit, and refills evenly instead of letting a second burst in at a window's
edge. Its burst is ``limit``, so no span of ``t`` seconds lets more than
``limit + t · limit / window`` requests through.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from stagewire.contract.types import LimitRule, LimitState
from stagewire.limits.interface import Block, shut
from stagewire.limits.ladder import Mark, climb, forgotten_at

GRAIN = 1e-6
"""Seconds of rounding that are forgiven: Unix time in a double is good to 0.24 µs, and a caller
who comes back after exactly ``retry_after`` must not be refused."""

SWEEP = 200
"""Idle callers forgotten by one hit at most: bounds how long a hit takes."""


class _Book:
    """One rule's callers. ``quotas`` maps an identity to (time of the last counted request,
    seconds its quota was then ahead of the clock), the longest idle first."""

    __slots__ = ("marks", "quotas", "rule", "sweep_at")

    def __init__(self, rule: LimitRule) -> None:
        self.rule = rule
        self.quotas: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.marks: OrderedDict[str, Mark] = OrderedDict()
        self.sweep_at = 0.0

    def sweep(self, now: float) -> None:
        """Forget up to SWEEP callers of whom nothing need be known any more."""
        quotas = self.quotas
        counted = 0
        while quotas and counted < SWEEP:
            last, ahead = quotas[next(iter(quotas))]
            if last + ahead > now:
                break
            quotas.popitem(last=False)
            counted += 1
        marks = self.marks
        marked = 0
        for _ in range(min(len(marks), SWEEP)):
            identity, mark = marks.popitem(last=False)
            if forgotten_at(self.rule, mark) > now:
                # Marks end at different times: this one goes to the back of the queue.
                marks[identity] = mark
            else:
                marked += 1
        more = SWEEP in (counted, marked)
        self.sweep_at = now if more else now + self.rule.window / 8


class MemoryLimiter:
    """Counts within this process.

    ``clock`` answers seconds. ``capacity`` is how many callers, and how many violators, are
    remembered per rule before the longest known is forgotten early (about 300 bytes each).
    Not for use from several threads.

    ``hit`` never waits for anything: ``hit_now`` and ``peek_now`` are the same without a coroutine.
    """

    def __init__(self, clock: Callable[[], float] = monotonic, *, capacity: int = 250_000) -> None:
        self._clock = clock
        self._capacity = capacity
        self._books: dict[str, _Book] = {}

    async def hit(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        return self.hit_now(rule, identity, limit)

    async def peek(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        return self.peek_now(rule, identity, limit)

    def hit_now(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        return self._look(rule, identity, limit, True)

    def peek_now(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        return self._look(rule, identity, limit, False)

    def _look(self, rule: LimitRule, identity: str, limit: int, count: bool) -> LimitState:
        if limit < 1:
            return shut(rule, limit)
        now = self._clock()
        book = self._books.get(rule.name) or self._book(rule)
        if now >= book.sweep_at:
            book.sweep(now)
        window = rule.window
        ahead = 0.0
        quota = book.quotas.get(identity)
        if quota is not None:
            last, ahead = quota
            if now < last:
                now = last
            ahead -= now - last
            if ahead < 0.0:
                ahead = 0.0
            elif ahead > window:
                ahead = window
        mark = book.marks.get(identity) if rule.block else None
        if mark is not None and now < mark.until:
            rest = mark.until - now
            return LimitState(rule, limit, 0, max(rest, ahead), False, rest)
        cost = window / limit
        taken = ahead + cost
        if taken <= window + GRAIN:
            if count:
                book.quotas[identity] = (now, taken)
                if quota is not None:
                    book.quotas.move_to_end(identity)
                elif len(book.quotas) > self._capacity:
                    book.quotas.popitem(last=False)
                ahead = taken
            return LimitState(rule, limit, int((window - ahead + GRAIN) / cost), ahead, True)
        wait = taken - window
        if not rule.block:
            return LimitState(rule, limit, 0, ahead, False, wait)
        if not count:
            return LimitState(rule, limit, 0, ahead, True)
        mark = climb(rule, mark, now, wait)
        self._remember(book, identity, mark)
        rest = mark.until - now
        return LimitState(rule, limit, 0, max(rest, ahead), False, rest)

    def _book(self, rule: LimitRule) -> _Book:
        book = self._books[rule.name] = _Book(rule)
        return book

    def marked(self, rule: LimitRule, identity: str) -> tuple[float, int] | None:
        """The rest of a block in seconds and its strikes, or None if not blocked."""
        book = self._books.get(rule.name)
        mark = book.marks.get(identity) if book else None
        if mark is None:
            return None
        rest = mark.until - self._clock()
        return (rest, mark.strikes) if rest > 0 else None

    def impose(self, rule: LimitRule, identity: str, seconds: float, strikes: int) -> None:
        """Take over a block that was earned elsewhere, unless the one known is longer."""
        now = self._clock()
        book = self._books.get(rule.name) or self._book(rule)
        if now >= book.sweep_at:
            book.sweep(now)
        known = book.marks.get(identity)
        if known is None or known.until < now + seconds:
            self._remember(book, identity, Mark(strikes, now + seconds))

    def _remember(self, book: _Book, identity: str, mark: Mark) -> None:
        book.marks[identity] = mark
        if len(book.marks) > self._capacity:
            book.marks.popitem(last=False)

    def forgive(self, rule_name: str, identity: str) -> bool:
        """``lift`` without a coroutine."""
        book = self._books.get(rule_name)
        if book is None:
            return False
        book.quotas.pop(identity, None)
        mark = book.marks.pop(identity, None)
        return mark is not None and mark.until > self._clock()

    def forget_counts(self) -> None:
        """Every caller has a full quota again; blocks and strikes stay."""
        for book in self._books.values():
            book.quotas.clear()

    async def blocks(self) -> list[Block]:
        now = self._clock()
        found = [
            Block(name, identity, mark.until - now, mark.strikes)
            for name, book in self._books.items()
            for identity, mark in book.marks.items()
            if mark.until > now
        ]
        return sorted(found, key=lambda block: -block.seconds)

    async def lift(self, rule_name: str, identity: str) -> bool:
        return self.forgive(rule_name, identity)

    def __len__(self) -> int:
        """How many callers are remembered, by count or by strikes, over all rules."""
        return sum(len(book.quotas) + len(book.marks) for book in self._books.values())

    async def open(self) -> None:
        """Nothing to open; here so that every limiter is handled alike."""

    async def close(self) -> None:
        """Nothing to close."""
