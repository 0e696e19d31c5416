"""What became of a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

KEPT = 4096
"""Bytes of an answer's body that are read."""


class Answer(NamedTuple):
    """``status`` None: there was no answer, and ``error`` says why. ``headers`` have lower-case
    names; ``body`` are its first KEPT bytes; ``duration`` in seconds."""

    status: int | None
    error: str | None
    headers: Mapping[str, str]
    body: bytes
    duration: float


class NoAnswer(Exception):
    """Why there was none: a sentence that tells nothing of this side."""


class Stale(NoAnswer):
    """The other side closed the connection without a byte of an answer."""


def short(error: BaseException) -> str:
    """The words of an error on one line, to end a sentence with."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:200].rstrip(".")
