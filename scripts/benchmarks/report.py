"""Tables in Markdown, readable in a terminal and in docs/benchmarks.md alike."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import version
from statistics import median

from benchmarks.cores import describe

_PACKAGES = ("uvicorn", "uvloop", "httptools", "connexion", "fastapi", "pydantic", "starlette",
             "sqlmodel", "sqlalchemy", "aiosqlite", "asyncpg", "jsonschema-rs")  # fmt: skip


def heading(text: str) -> None:
    print(f"\n## {text}\n", flush=True)


def note(text: str) -> None:
    print(text, flush=True)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The first column is text, the others are figures."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = [head, ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])], *rows]
    for line in lines:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        print("| " + " | ".join(cells) + " |")
    print(flush=True)


def spread(values: Sequence[float]) -> str:
    """A rate: median, and the lowest and highest round."""
    return f"{median(values):,.0f} ({min(values):,.0f}–{max(values):,.0f})"


def conditions(rounds: int, seconds: float) -> None:
    print(
        f"Python {platform.python_version()}, {describe()}; "
        f"{rounds} interleaved rounds of {seconds:g} s; medians, in brackets lowest and highest; "
        "ratios are medians of the rounds' ratios."
    )
    print(", ".join(f"{name} {version(name)}" for name in _PACKAGES))
