"""Templates in, formatted files out."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from codegen.ir import Operation
from stagewire.contract.types import LimitRule

_TEMPLATES = Path(__file__).parent / "templates"


def environment(language: str, **filters: Callable[..., Any]) -> Environment:
    """Jinja over ``templates/<language>``; an unknown name is an error, not an empty string."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES / language),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters.update(filters)
    return made


def wrap(text: str, width: int) -> list[str]:
    """The lines of ``text``, paragraphs and lists kept, none longer than ``width`` if it can be."""
    lines: list[str] = []
    for block in text.strip().split("\n\n"):
        if lines:
            lines.append("")
        items = block.splitlines()
        if any(line.startswith(("- ", "  ")) for line in items):
            lines += [
                part
                for line in _whole(items)
                for part in textwrap.wrap(line, width, **_ITEM) or [""]
            ]
        else:
            lines += textwrap.wrap(" ".join(items), width, **_KEEP)
    return lines


def _whole(lines: list[str]) -> list[str]:
    """The lines of a list, each item on one."""
    made: list[str] = []
    for line in lines:
        if line.startswith("  ") and made and made[-1].startswith("- "):
            made[-1] += " " + line.strip()
        else:
            made.append(line)
    return made


_KEEP: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
_ITEM: dict[str, Any] = {**_KEEP, "subsequent_indent": "  "}


def facts(operation: Operation) -> list[str]:
    """What a caller should know besides the description, a sentence each."""
    found = []
    if operation.scopes:
        named = " and ".join(f"`{scope}`" for scope in operation.scopes)
        found.append(f"Needs the scope {named}.")
    elif operation.auth is None:
        found.append("Needs no API key.")
    found += [limit(rule) for rule in operation.limits]
    return found


def limit(rule: LimitRule) -> str:
    per = {"ip": "IP address", "key": "API key", "app": "application", "license": "licence"}[
        rule.per
    ]
    window = {1: "second", 60: "minute", 3600: "hour"}.get(rule.window, f"{rule.window} seconds")
    number = "your tier's number of" if rule.limit is None else str(rule.limit)
    what = "requests without a good licence key" if rule.counts == "failures" else "requests"
    return f"Limited to {number} {what} per {window} and {per}."


def format_python(files: Mapping[str, str], width: int = 100) -> dict[str, bytes]:
    """The files as `ruff format` writes them, whatever a ruff.toml nearby says."""
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content)
        options = ["--isolated", "--no-cache", "--line-length", str(width)]
        # Templates import all that a module may need; what it does not goes.
        tidy = ["check", "--quiet", "--fix", "--select", "F401,I001", *options]
        for command in (tidy, ["format", "--quiet", "--target-version", "py310", *options]):
            done = subprocess.run(
                [sys.executable, "-m", "ruff", *command, folder],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode != 0:
                said = done.stdout + done.stderr
                raise RuntimeError(f"the Python templates made code that is none:\n{said}")
        return {path: Path(folder, path).read_bytes() for path in files}
