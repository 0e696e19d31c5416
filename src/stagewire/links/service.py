"""The links of one process: ``platform.of(LinkService)``."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, cast

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from stagewire.applications.credits import balance
from stagewire.contract.types import ApiError, Request
from stagewire.links import creation, listing, qr, stats
from stagewire.links.changes import change
from stagewire.links.domains import Domains
from stagewire.links.owner import Owner
from stagewire.links.refusals import no_link
from stagewire.links.rendering import COLUMNS, link_body
from stagewire.links.tables import Link
from stagewire.links.tags import Tags
from stagewire.links.targets import TOPIC, Targets
from stagewire.links.telling import Telling
from stagewire.links.visits import VisitCounter
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.pages import Page
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire_models import links as wire

    from stagewire.platform import Platform

_live = (col(Link.id) == bindparam("link"), col(Link.deleted_at).is_(None))
_FIND = Hot(scoped(select(*COLUMNS), Link, *owner()).where(*_live))
_REVOKE = Hot(
    scoped(update(Link), Link, *owner())
    .where(*_live)
    .values(deleted_at=bindparam("moment"), updated_at=bindparam("moment"))
    .returning(col(Link.domain), col(Link.short_code))
)


class LinkService:
    """What can be done with links. ``holder`` is whose links may be seen; anybody else's, and
    revoked ones, raise ApiError 404. Call ``start`` and ``stop`` around serving."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._bus = platform.bus
        self._clock = platform.clock
        self.domains = Domains(platform.settings)
        self._telling = Telling(platform, self.domains)
        self.targets = Targets(platform, self._telling)
        self.visits = VisitCounter(platform)
        self.tags = Tags(platform)

    async def start(self) -> None:
        """Begins to write the visits that redirects note."""
        await self.visits.start()

    async def stop(self) -> None:
        """Writes the visits noted so far."""
        await self.visits.stop()

    async def page(
        self,
        holder: Owner,
        query: listing.Query,
        request: Request,
        *,
        current_page: int,
        page_size: int,
        limit: int | None,
    ) -> Page:
        async with self._database.session() as session:
            return await listing.list_page(
                session,
                holder,
                query,
                self.domains,
                request,
                current_page=current_page,
                page_size=page_size,
                limit=limit,
            )

    async def create(self, holder: Owner, body: wire.CreateLink) -> wire.Link:
        """Takes a credit. ApiError 422 names the field that is wrong, ``out_of_credits`` or
        ``slug_taken``."""
        new = await creation.prepare(body, holder, self.domains, self._clock())
        made = await self._database.write_in(
            holder.app_id, creation.create, holder, new, self._telling
        )
        self._telling.wake()
        await self._made(new, made)
        return made.body

    async def create_all(
        self, holder: Owner, bodies: Sequence[wire.CreateLink]
    ) -> list[wire.Link | ApiError]:
        """Each link, or the error it met, in order; all in one transaction."""
        now = self._clock()
        news = await asyncio.gather(*(self._prepare(holder, body, now) for body in bodies))
        outcomes = await self._database.write_in(
            holder.app_id, creation.create_all, holder, news, self._telling
        )
        self._telling.wake()
        for new, made in zip(news, outcomes, strict=True):
            await self._made(new, made)
        return [one if isinstance(one, ApiError) else one.body for one in outcomes]

    async def get(self, holder: Owner, link_id: int) -> wire.Link:
        return link_body(await self._find(holder, link_id), self.domains)

    async def update(self, holder: Owner, link_id: int, body: wire.UpdateLink) -> wire.Link:
        """Changes the fields that ``body`` has; None clears, an empty password removes it."""
        row = await self._find(holder, link_id)
        place = self.domains.of(row.domain)
        length = len(place.base) + 1 + len(row.short_code)
        moment = instant(int(self._clock()))
        changed = await change(self._database, holder, link_id, body, length, moment, self._telling)
        await self._changed(row.domain, row.short_code)
        return changed

    async def revoke(self, holder: Owner, link_id: int) -> None:
        """The short link stops at once."""
        gone = await self._database.write(
            _revoke, holder, link_id, instant(int(self._clock())), self._telling
        )
        self._telling.wake()
        await self._changed(gone.domain, gone.short_code)

    async def stats(
        self, holder: Owner, link_id: int, first: str | None, last: str | None
    ) -> wire.LinkStats:
        """``first`` and ``last`` as ``YYYY-MM-DD``; ApiError 400 where they make no sense."""
        await self._find(holder, link_id)
        days = stats.span(first, last, datetime.fromtimestamp(self._clock(), UTC).date())
        async with self._database.session() as session:
            return await stats.read(session, link_id, days)

    async def qr_code(self, holder: Owner, link_id: int, format: Literal["svg", "png"]) -> bytes:
        row = await self._find(holder, link_id)
        link = link_body(row, self.domains)
        draw = qr.svg if format == "svg" else qr.png
        look = qr.style(cast("dict[str, Any] | None", link["qrConfig"]))
        return await asyncio.to_thread(draw, link["shortLink"], look)

    async def credits(self, holder: Owner) -> int:
        """How many links the application can still create."""
        return await balance(self._database, holder.app_id)

    async def _find(self, holder: Owner, link_id: int) -> Any:
        rows = await self._database.fetch(_FIND, link=link_id, **holder._asdict())
        if not rows:
            raise no_link()
        return rows[0]

    async def _prepare(
        self, holder: Owner, body: wire.CreateLink, now: float
    ) -> creation.NewLink | ApiError:
        try:
            return await creation.prepare(body, holder, self.domains, now)
        except ApiError as error:
            return error

    async def _made(
        self, new: creation.NewLink | ApiError, made: creation.Created | ApiError
    ) -> None:
        # Somebody may have tried a slug before it was a link, and been told so; to have tried
        # a code made by chance is out of the question.
        if isinstance(new, creation.NewLink) and new.slug and not isinstance(made, ApiError):
            await self._changed(made.domain, made.short_code)

    async def _changed(self, domain: str, code: str) -> None:
        await self._bus.publish(TOPIC, {"domain": domain, "code": code})


def _revoke(holder: Owner, link_id: int, moment: datetime, telling: Telling) -> Unit[Any]:
    rows = yield _REVOKE(link=link_id, moment=moment, **holder._asdict())
    if not rows:
        raise no_link()
    yield from telling.revoked(holder, link_id)
    return rows[0]
