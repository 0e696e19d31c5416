"""What the fields of a link must be beyond their schema. Each function answers the value to keep,
or raises ApiError 422 naming the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from stagewire.links import qr
from stagewire.links.domains import Domains, Place
from stagewire.links.refusals import invalid
from stagewire.links.rendering import TAG_IRI
from stagewire.links.reserved import is_reserved
from stagewire.urls import normalise

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def label(field: str, text: str) -> str:
    """A name for people: no control characters, not only spaces."""
    if _CONTROL.search(text):
        raise invalid(field, "invalid_text", "must not contain control characters")
    if not text.strip():
        raise invalid(field, "invalid_text", "must not be blank")
    return text


def destination(field: str, text: str, domains: Domains) -> str:
    """Where a link may lead: see ``urls.normalise``; never to a short link of this server."""
    try:
        found = normalise(text)
    except ValueError as error:
        raise invalid(field, "invalid_url", str(error)) from None
    if domains.loops(found):
        raise invalid(field, "link_loop", "must not be a short link of this server")
    return found.href


def place(name: str | None, domains: Domains) -> Place:
    if name is None:
        return domains.default
    found = domains.named(name)
    if found is None:
        known = ", ".join(sorted({domains.own.host, *domains.hosts}))
        raise invalid("domain", "unknown_domain", f"must be one of this server's: {known}")
    return found


def slug(text: str) -> str:
    if is_reserved(text):
        raise invalid("slug", "slug_reserved", f"must not be the reserved word {text}")
    return text


def future(field: str, text: str, now: float) -> datetime:
    """An instant (RFC 3339) after ``now`` (Unix seconds)."""
    try:
        moment = datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise invalid(field, "invalid_time", "must be an existing date and time") from None
    if moment.timestamp() <= now:
        raise invalid(field, "not_in_future", "must be in the future")
    return moment


def tag_ids(iris: list[str]) -> tuple[int, ...]:
    """The ids that tag IRIs name; whether they are there is seen when they are used."""
    return tuple(int(iri.removeprefix(TAG_IRI)) for iri in iris)


def qr_config(config: Mapping[str, Any] | None, link_length: int) -> dict[str, Any] | None:
    """The configuration, if the code of a short link of that length fits between its margins
    with at least a pixel a module."""
    if config is None:
        return None
    look = qr.style(config)
    needed = qr.modules(link_length, look.error_correction)
    if qr.room(look) < needed:
        raise invalid(
            "qrConfig.margin",
            "qr_too_small",
            f"must leave {needed} pixels of the size for the code, "
            f"not {look.size} - 2 × {look.margin}",
        )
    return dict(config)
