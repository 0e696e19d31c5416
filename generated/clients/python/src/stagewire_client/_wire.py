"""Values between Python and the wire."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from typing import Any, Final, final
from urllib.parse import quote


@final
class Omit:
    """The type of `OMIT`."""

    def __repr__(self) -> str:
        return "OMIT"

    def __bool__(self) -> bool:
        return False


OMIT: Final = Omit()
"""Not sent at all. The default of fields for which None means null, which clears them."""

Query = list[tuple[str, str | int | float | bool | None]]

_FRACTION = re.compile(r"\.(\d+)")


def parse_datetime(text: str) -> datetime:
    """RFC 3339, to the microsecond that Python knows."""
    text = _FRACTION.sub(lambda found: "." + found[1][:6].ljust(6, "0"), text, count=1)
    if text[-1:] in "Zz":
        text = text[:-1] + "+00:00"
    return datetime.fromisoformat(text)


def parse_date(text: str) -> date:
    return date.fromisoformat(text)


def format_datetime(value: datetime) -> str:
    """RFC 3339 in UTC."""
    if value.tzinfo is None:
        raise ValueError(f"{value!r} needs a time zone, as datetime.now(timezone.utc) has")
    return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def format_date(value: date) -> str:
    return value.isoformat()


def segment(name: str, value: str | int) -> str:
    """One part of a path. What would lead to another path is refused."""
    text = str(value)
    if text in ("", ".", ".."):
        raise ValueError(f"{name} must not be {text!r}")
    return quote(text, safe="")


def query(*pairs: tuple[str, Any]) -> Query:
    """The parameters that were given, lists as repeated parameters."""
    made: Query = []
    for name, value in pairs:
        if value is None:
            continue
        for one in value if isinstance(value, (list, tuple)) else (value,):
            made.append((name, plain(one)))
    return made


def headers(*pairs: tuple[str, Any]) -> dict[str, str]:
    return {name: plain(value) for name, value in pairs if value is not None}


def plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value)
    return str(value)


def nothing(response: object) -> None:
    """Reads an answer without a body."""
