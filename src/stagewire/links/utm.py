"""UTM parameters, merged into a destination without disturbing the rest of it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote_plus

FIELDS = {
    "utmSource": "utm_source",
    "utmMedium": "utm_medium",
    "utmCampaign": "utm_campaign",
    "utmTerm": "utm_term",
    "utmContent": "utm_content",
}
"""The field on the wire and the query parameter it becomes, which is also its column."""


def merge(url: str, parameters: Mapping[str, str | None]) -> str:
    """``url`` with the given query parameters at the end of its query, before its fragment.

    A parameter of the same name that the destination has itself is replaced; every other part of
    the query stays byte for byte, in its order. Values are taken as they are: they must need no
    encoding, as UTM values never do (letters, digits, ``-`` and ``_``).
    """
    added = [f"{name}={value}" for name, value in parameters.items() if value is not None]
    if not added:
        return url
    rest, hash_, fragment = url.partition("#")
    base, _, query = rest.partition("?")
    kept = [
        part
        for part in query.split("&")
        if part and parameters.get(unquote_plus(part.partition("=")[0])) is None
    ]
    return f"{base}?{'&'.join([*kept, *added])}{hash_}{fragment}"
