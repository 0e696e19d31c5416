"""Creating links: what is kept, what is refused, and credits that are exact."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from stagewire.access.passwords import verify_password
from stagewire.contract.types import ApiError
from stagewire.links import codes
from stagewire.links.owner import Owner
from stagewire.links.service import LinkService
from stagewire.links.tables import Link
from stagewire.platform import Platform
from tests.support.clock import Clock
from tests.support.platform import tenant

Body = dict[str, Any]


async def refusal(links: LinkService, holder: Owner, body: Body) -> ApiError:
    with pytest.raises(ApiError) as caught:
        await links.create(holder, body)  # type: ignore[arg-type]
    assert caught.value.status == 422
    return caught.value


async def test_only_url_is_needed(links: LinkService, one: Owner, clock: Clock) -> None:
    link = await links.create(one, {"url": "HTTPS://Example.com/a b"})
    assert re.fullmatch(r"[1-9A-HJ-NP-Za-km-z]{6}", link["shortCode"])
    created = datetime.fromtimestamp(int(clock()), UTC).isoformat().replace("+00:00", "Z")
    assert link == {
        "id": link["id"],
        "shortLink": f"http://127.0.0.1:8080/s/{link['shortCode']}",
        "shortCode": link["shortCode"],
        "domain": "127.0.0.1",
        "url": "https://example.com/a%20b",
        "name": None,
        "passwordProtected": False,
        "qrConfig": None,
        "utmSource": None,
        "utmMedium": None,
        "utmCampaign": None,
        "utmTerm": None,
        "utmContent": None,
        "tags": [],
        "expiresAt": None,
        "maxRedirects": None,
        "expiredUrl": None,
        "redirects": 0,
        "createdAt": created,
        "updatedAt": created,
        "deletedAt": None,
    }
    assert await links.get(one, link["id"]) == link


async def test_every_field_is_kept(
    links: LinkService, one: Owner, clock: Clock, platform: Platform
) -> None:
    tags = [(await links.tags.create(one, name))["iri"] for name in ("b", "a")]
    link = await links.create(
        one,
        {
            "url": "https://example.com/",
            "name": "Grüße 👋",
            "password": "s3cret",
            "qrConfig": {"size": 500, "color": "#112233"},
            "utmSource": "newsletter",
            "utmMedium": "mail",
            "utmCampaign": "spring_sale",
            "utmTerm": "t-1",
            "utmContent": "c",
            "tags": tags[::-1],
            "slug": "Spring-26",
            "domain": "127.0.0.1",
            "expiresAt": "2030-01-01T12:00:00.5+02:00",
            "maxRedirects": 7,
            "expiredUrl": "https://example.com/over",
        },
    )
    assert link["shortCode"] == "Spring-26"
    assert link["tags"] == tags
    assert link["expiresAt"] == "2030-01-01T10:00:00.500000Z"
    assert link["passwordProtected"] is True
    assert (link["maxRedirects"], link["expiredUrl"]) == (7, "https://example.com/over")
    assert link["qrConfig"] == {"size": 500, "color": "#112233"}
    assert (link["name"], link["utmTerm"], link["utmCampaign"]) == (
        "Grüße 👋",
        "t-1",
        "spring_sale",
    )
    assert "s3cret" not in str(link)
    assert await links.get(one, link["id"]) == link
    async with platform.database.session() as session:
        row = await session.get(Link, link["id"])
    assert row is not None and row.password_hash is not None
    assert row.password_hash.startswith("$argon2id$")
    assert await verify_password(row.password_hash, "s3cret")


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"url": "javascript:alert(1)"}, "url", "invalid_url"),
        ({"url": "data:text/html,x"}, "url", "invalid_url"),
        ({"url": "https://u:p@example.com"}, "url", "invalid_url"),
        ({"url": "https://a.com/\n"}, "url", "invalid_url"),
        ({"url": "http://127.0.0.1:8080/s/abc"}, "url", "link_loop"),
        ({"expiredUrl": "http://127.0.0.1:8080/s/abc"}, "expiredUrl", "link_loop"),
        ({"expiredUrl": "nowhere"}, "expiredUrl", "invalid_url"),
        ({"domain": "other.example"}, "domain", "unknown_domain"),
        ({"slug": "api"}, "slug", "slug_reserved"),
        ({"slug": "LOGIN"}, "slug", "slug_reserved"),
        ({"expiresAt": "2020-01-01T00:00:00Z"}, "expiresAt", "not_in_future"),
        ({"expiresAt": "2030-12-31T23:59:60Z"}, "expiresAt", "invalid_time"),
        ({"expiresAt": "9999-12-31T23:59:59-23:59"}, "expiresAt", "invalid_time"),
        ({"name": "a\u0000b"}, "name", "invalid_text"),
        ({"name": "   "}, "name", "invalid_text"),
        ({"qrConfig": {"size": 64, "margin": 30}}, "qrConfig.margin", "qr_too_small"),
        ({"tags": ["/app/tags/1"]}, "tags[0]", "unknown_tag"),
    ],
)
async def test_what_is_refused_names_the_field_and_costs_nothing(
    links: LinkService, one: Owner, body: Body, change: Body, field: str, code: str
) -> None:
    error = await refusal(links, one, body | change)
    assert error.code == code
    assert [e.field for e in error.errors] == [field]
    assert f"`{field}`" in error.message
    assert await links.credits(one) == 1000


async def test_expiry_is_in_the_future_of_the_clock(
    links: LinkService, one: Owner, body: Body, clock: Clock
) -> None:
    now = datetime.fromtimestamp(clock(), UTC)
    for moment in (now, now - timedelta(microseconds=1)):
        error = await refusal(links, one, body | {"expiresAt": moment.isoformat()})
        assert error.code == "not_in_future"
    soon = (now + timedelta(seconds=1)).isoformat()
    assert (await links.create(one, body | {"expiresAt": soon}))["expiresAt"]  # type: ignore[arg-type]


async def test_a_slug_belongs_to_the_first_in_any_tenant(
    links: LinkService, one: Owner, other: Owner
) -> None:
    await links.create(one, {"url": "https://a.com", "slug": "spring"})
    for holder in (one, other, Owner("app-one", "sandbox")):
        error = await refusal(links, holder, {"url": "https://b.com", "slug": "spring"})
        assert error.code == "slug_taken"
        assert [e.field for e in error.errors] == ["slug"]
    # Case counts, on both databases.
    assert (await links.create(other, {"url": "https://b.com", "slug": "Spring"}))["id"]
    assert await links.credits(one) == 999
    assert await links.credits(other) == 999


async def test_a_revoked_links_slug_stays_taken(links: LinkService, one: Owner) -> None:
    link = await links.create(one, {"url": "https://a.com", "slug": "spring"})
    await links.revoke(one, link["id"])
    error = await refusal(links, one, {"url": "https://b.com", "slug": "spring"})
    assert error.code == "slug_taken"


async def test_a_code_that_is_taken_is_made_anew(
    links: LinkService, one: Owner, body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = iter(["abcdef", "abcdef", "abcdef", "ghijkm"])
    monkeypatch.setattr(codes, "new_code", lambda collisions=0: next(made))
    first = await links.create(one, body)  # type: ignore[arg-type]
    second = await links.create(one, body)  # type: ignore[arg-type]
    assert (first["shortCode"], second["shortCode"]) == ("abcdef", "ghijkm")
    assert await links.credits(one) == 998


async def test_parallel_creation_spends_exactly_the_credits(
    links: LinkService, platform: Platform
) -> None:
    await tenant(platform, "app-ten", link_credits=10)
    holder = Owner("app-ten", "production")
    outcomes = await asyncio.gather(
        *(links.create(holder, {"url": f"https://a.com/{n}"}) for n in range(100)),
        return_exceptions=True,
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, ApiError)]
    assert len(refused) == 90
    assert {(error.status, error.code) for error in refused} == {(422, "out_of_credits")}
    made = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    assert len({link["id"] for link in made}) == len({link["shortCode"] for link in made}) == 10
    assert await links.credits(holder) == 0


async def test_parallel_creations_of_one_slug_make_one_link(links: LinkService, one: Owner) -> None:
    outcomes = await asyncio.gather(
        *(links.create(one, {"url": "https://a.com", "slug": "only-one"}) for _ in range(20)),
        return_exceptions=True,
    )
    made = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    assert len(made) == 1
    errors = {outcome.code for outcome in outcomes if isinstance(outcome, ApiError)}
    assert errors == {"slug_taken"}
    assert await links.credits(one) == 999


async def test_bulk_answers_each_item_and_spends_what_it_made(
    links: LinkService, platform: Platform
) -> None:
    await tenant(platform, "app-few", link_credits=3)
    holder = Owner("app-few", "production")
    tag = (await links.tags.create(holder, "t"))["iri"]
    outcomes = await links.create_all(
        holder,
        [
            {"url": "https://a.com/0", "slug": "first"},
            {"url": "https://a.com/1", "slug": "first"},
            {"url": "ftp://a.com/2"},
            {"url": "https://a.com/3", "tags": ["/app/tags/999"]},
            {"url": "https://a.com/4", "tags": [tag], "password": "p"},
            {"url": "https://a.com/5"},
            {"url": "https://a.com/6"},
            {"url": "https://a.com/7", "slug": "first"},
        ],
    )
    said = [o.code if isinstance(o, ApiError) else o["url"] for o in outcomes]
    assert said == [
        "https://a.com/0",
        "slug_taken",
        "invalid_url",
        "unknown_tag",
        "https://a.com/4",
        "https://a.com/5",
        "out_of_credits",
        "out_of_credits",
    ]
    assert await links.credits(holder) == 0
    fifth = outcomes[4]
    assert isinstance(fifth, dict) and fifth["tags"] == [tag] and fifth["passwordProtected"]
    assert await links.get(holder, fifth["id"]) == fifth


async def test_parallel_bulks_are_exact_too(links: LinkService, platform: Platform) -> None:
    await tenant(platform, "app-bulk", link_credits=25)
    holder = Owner("app-bulk", "production")
    results = await asyncio.gather(
        *(links.create_all(holder, [{"url": "https://a.com"}] * 10) for _ in range(5))
    )
    made = [o for outcomes in results for o in outcomes if isinstance(o, dict)]
    assert len(made) == 25
    assert await links.credits(holder) == 0
