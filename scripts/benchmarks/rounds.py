"""Interleaved rounds: what drifts on the machine drifts for everybody alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from statistics import median
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def interleaved(subjects: Mapping[K, Callable[[], T]], rounds: int) -> dict[K, list[T]]:
    """The result of every subject in every round; each round begins with another subject."""
    names = list(subjects)
    found: dict[K, list[T]] = {name: [] for name in names}
    for number in range(rounds):
        shift = number % len(names)
        for name in names[shift:] + names[:shift]:
            found[name].append(subjects[name]())
    return found


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' own ratios."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))
