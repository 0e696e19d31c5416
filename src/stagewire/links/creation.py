"""Creating links: from a request's body to rows, credits taken in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, insert, inspect, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from stagewire.access.passwords import hash_password
from stagewire.applications.credits import DEBIT, out_of_credits
from stagewire.contract.types import ApiError
from stagewire.links import codes, fields
from stagewire.links.domains import Domains
from stagewire.links.owner import Owner
from stagewire.links.refusals import invalid
from stagewire.links.tables import Link, LinkTag, Tag
from stagewire.links.telling import Telling
from stagewire.links.utm import FIELDS
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire_models import links as wire

_TRIES = 8

_COLUMNS = [
    column.key for column in inspect(Link).columns if column.key not in ("id", "deleted_at")
]
INSERT = Hot(
    upsert(Link)
    .values({name: bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["domain", "short_code"])
    .returning(col(Link.id))
)
# A tag in use cannot be deleted before this transaction has ended.
FIND_TAG = Hot(
    scoped(select(col(Tag.id)), Tag, *owner())
    .where(col(Tag.id) == bindparam("tag"))
    .with_for_update(read=True, key_share=True)
)
TAG = Hot(insert(LinkTag).values(link_id=bindparam("link"), tag_id=bindparam("tag")))


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that keeps every rule the database does not decide. ``columns`` are all of its row
    but ``short_code``, which is ``slug`` or made on insertion."""

    columns: dict[str, Any]
    slug: str | None
    tags: tuple[int, ...]


class Created(NamedTuple):
    """``body`` is the link as the wire shows it; ``domain`` the key of its place."""

    domain: str
    short_code: str
    body: wire.Link


async def prepare(body: wire.CreateLink, holder: Owner, domains: Domains, now: float) -> NewLink:
    """Checks and normalises one link to create; ``now`` in Unix seconds. ApiError 422."""
    url = fields.destination("url", body["url"], domains)
    place = fields.place(body.get("domain"), domains)
    slug = fields.slug(body["slug"]) if "slug" in body else None
    code_length = len(slug) if slug is not None else codes.LONGEST
    made = instant(int(now))
    columns: dict[str, Any] = {
        "app_id": holder.app_id,
        "environment": holder.environment,
        "domain": place.key,
        "url": url,
        "name": fields.label("name", body["name"]) if "name" in body else None,
        "qr_config": fields.qr_config(
            body.get("qrConfig"),
            len(place.base) + 1 + code_length,
        ),
        "expires_at": (
            fields.future("expiresAt", body["expiresAt"], now) if "expiresAt" in body else None
        ),
        "max_redirects": body.get("maxRedirects"),
        "expired_url": (
            fields.destination("expiredUrl", body["expiredUrl"], domains)
            if "expiredUrl" in body
            else None
        ),
        "redirects": 0,
        "created_at": made,
        "updated_at": made,
        "password_hash": None,
    }
    for field, column in FIELDS.items():
        columns[column] = body.get(field)
    tags = fields.tag_ids(body.get("tags", []))
    if "password" in body:
        columns["password_hash"] = await hash_password(body["password"])
    return NewLink(columns, slug, tags)


def create(holder: Owner, new: NewLink, telling: Telling) -> Unit[Created]:
    """Inserts one link; ApiError 422 undoes everything."""
    outcome = yield from _insert(holder, new, telling)
    if isinstance(outcome, ApiError):
        raise outcome
    return outcome


def create_all(
    holder: Owner, news: Sequence[NewLink | ApiError], telling: Telling
) -> Unit[list[Created | ApiError]]:
    """Inserts each link on its own and answers, in order, what was made or the ApiError it met."""
    outcomes: list[Created | ApiError] = []
    for new in news:
        if isinstance(new, ApiError):
            outcomes.append(new)
        else:
            outcomes.append((yield from _insert(holder, new, telling)))
    return outcomes


def _insert(holder: Owner, new: NewLink, telling: Telling) -> Unit[Created | ApiError]:
    """A link with its tags, its credit and its event, or the ApiError that left nothing behind."""
    for index, tag in enumerate(new.tags):
        found = yield FIND_TAG(tag=tag, **holder._asdict())
        if not found:
            return no_such_tag(index)
    if not (yield DEBIT(app=holder.app_id, amount=1)):
        return out_of_credits()
    for code in _candidates(new.slug):
        rows = yield INSERT(short_code=code, **new.columns)
        if rows:
            break
    else:
        yield DEBIT(app=holder.app_id, amount=-1)  # Given back.
        return _taken(new.slug)
    link_id = rows[0].id
    for tag in new.tags:
        yield TAG(link=link_id, tag=tag)
    row = SimpleNamespace(
        **new.columns,
        id=link_id,
        short_code=code,
        tag_ids=",".join(map(str, new.tags)),
        password_protected=new.columns["password_hash"] is not None,
        deleted_at=None,
    )
    return Created(row.domain, code, (yield from telling.created(holder, row)))


def _candidates(slug: str | None) -> Iterator[str]:
    if slug is not None:
        yield slug
        return
    for collisions in range(_TRIES):
        yield codes.new_code(collisions)


def _taken(slug: str | None) -> ApiError:
    if slug is not None:
        return invalid("slug", "slug_taken", f"{slug} is taken on this domain")
    return ApiError(500, "no_free_code", "No free short code was found. Try again.")


def no_such_tag(index: int) -> ApiError:
    return invalid(f"tags[{index}]", "unknown_tag", "must be a tag of the application")
