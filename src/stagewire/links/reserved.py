"""Words that no link may have as its slug: paths of this and of coming versions, and names that
people would take for the operator's own pages. ``reserved.txt`` lists them, one a line."""

from __future__ import annotations

from pathlib import Path

RESERVED = frozenset(Path(__file__).with_name("reserved.txt").read_text("ascii").split())


def is_reserved(slug: str) -> bool:
    """Whether the slug, in any case, is reserved."""
    return slug.lower() in RESERVED
