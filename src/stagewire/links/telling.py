"""The events of links, written in the transaction of the change they tell of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.access.tables import Application
from stagewire.contract.types import Environment
from stagewire.events.jobs import Jobs
from stagewire.events.outbox import Outbox
from stagewire.events.types import Done, Job, NewJob
from stagewire.links.domains import Domains
from stagewire.links.owner import Owner
from stagewire.links.rendering import COLUMNS, link_body
from stagewire.links.tables import Link
from stagewire.storage.hot import Hot, Step, Unit
from stagewire.storage.tenancy import owner, scoped

if TYPE_CHECKING:
    from stagewire_models import links as wire

    from stagewire.platform import Platform

EXPIRY = "link.expired"
"""The kind of job that tells of it."""

FIND = Hot(scoped(select(*COLUMNS), Link, *owner()).where(col(Link.id) == bindparam("link")))
"""A link, revoked or not."""
_FIND_ANY = Hot(
    select(*COLUMNS, col(Link.app_id), col(Link.environment)).where(
        col(Link.id) == bindparam("link")
    )
)
_LIVE = Hot(
    select(col(Application.app_id)).where(
        col(Application.app_id) == bindparam("app"), col(Application.deleted_at).is_(None)
    )
)


class Telling:
    """``wake`` is called after a unit that told something."""

    def __init__(self, platform: Platform, domains: Domains) -> None:
        self._database = platform.database
        self._outbox = platform.of(Outbox)
        self._jobs = platform.of(Jobs)
        self._domains = domains
        self.wake = self._outbox.wake
        self._jobs.register(EXPIRY, self._expire, concurrency=16, per_queue=4)

    def created(self, holder: Owner, row: Any) -> Unit[wire.Link]:
        """Tells of a new link and answers it as the wire shows it."""
        body = link_body(row, self._domains)
        yield self._step(holder, "link.created", body)
        if row.expires_at is not None:
            yield from self._jobs.adding(
                [
                    NewJob(
                        EXPIRY,
                        {"link": row.id},
                        queue=holder.app_id,
                        run_at=row.expires_at,
                        app_id=holder.app_id,
                        environment=holder.environment,
                    )
                ]
            )
        return body

    async def updated(self, session: AsyncSession, holder: Owner, link_id: int) -> wire.Link:
        """Tells of a link as the session has changed it, and answers it."""
        await session.flush()
        found = await (await session.connection()).execute(
            FIND.statement, {"link": link_id, **holder._asdict()}
        )
        body = link_body(found.one(), self._domains)
        self._outbox.add(session, *holder, "link.updated", _data(body), key=f"link:{link_id}")
        return body

    def revoked(self, holder: Owner, link_id: int) -> Unit[None]:
        rows = yield FIND(link=link_id, **holder._asdict())
        yield self._step(holder, "link.revoked", link_body(rows[0], self._domains))

    def spent(self, link_id: int) -> Unit[None]:
        """Tells that a link gave its last redirect."""
        rows = yield _FIND_ANY(link=link_id)
        holder = Owner(rows[0].app_id, rows[0].environment)
        yield self._step(holder, "link.expired", link_body(rows[0], self._domains))

    def _step(self, holder: Owner, event: str, body: wire.Link) -> Step:
        return self._outbox.step(*holder, event, _data(body), key=f"link:{body['id']}")

    async def _expire(self, job: Job) -> Done:
        """Tells that a link's time has come, unless it is gone or its application is."""
        assert job.app_id is not None
        holder = Owner(job.app_id, cast(Environment, job.environment))
        rows = await self._database.fetch(FIND, link=job.payload["link"], **holder._asdict())
        alive = await self._database.fetch(_LIVE, app=holder.app_id)
        if not rows or not alive or _over(rows[0]):
            return Done()
        return Done([self._step(holder, "link.expired", link_body(rows[0], self._domains))])


def _over(row: Any) -> bool:
    """Whether the link has ended already, otherwise than by its time."""
    spent = row.max_redirects is not None and row.redirects >= row.max_redirects
    return spent or row.deleted_at is not None


def _data(body: wire.Link) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", body)
