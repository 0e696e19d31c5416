"""Policies: ``platform.of(Policies)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.contract.types import Request
from stagewire.licenses import keys, rendering
from stagewire.licenses.owner import Owner
from stagewire.licenses.refusals import conflict, no_policy
from stagewire.licenses.tables import LicensePolicy
from stagewire.storage.pages import Page, paginate
from stagewire.storage.tenancy import scoped
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire_models import licenses as wire

    from stagewire.platform import Platform

FLOATING_WINDOW = 600
"""Seconds between the heartbeats of floating devices where the policy says nothing: without any,
no seat would ever be free again."""


class Policies:
    """What can be done with the policies of an owner; ApiError 404 for anybody else's."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock

    async def page(
        self,
        holder: Owner,
        request: Request,
        *,
        current_page: int,
        page_size: int,
        limit: int | None,
    ) -> Page:
        statement = scoped(select(LicensePolicy), LicensePolicy, *holder).order_by(
            col(LicensePolicy.created_at).desc(), col(LicensePolicy.id).desc()
        )
        async with self._database.session() as session:
            return await paginate(
                session, statement, request,
                current_page=current_page, page_size=page_size, limit=limit,
                render=rendering.policy,
            )  # fmt: skip

    async def create(self, holder: Owner, body: wire.CreateLicensePolicy) -> wire.LicensePolicy:
        now = instant(self._clock())
        row = LicensePolicy(
            app_id=holder.app_id,
            environment=holder.environment,
            id=keys.make_id("pol"),
            name=body["name"],
            mode=body.get("mode", "node_locked"),
            max_devices=body.get("max_devices", 1),
            overage=body.get("overage", "forbid"),
            duration=body.get("duration"),
            expiry_basis=body.get("expiry_basis", "creation"),
            heartbeat_window=body.get("heartbeat_window"),
            require_fingerprint=body.get("require_fingerprint", False),
            allow_eviction=body.get("allow_eviction", True),
            entitlements=list(body.get("entitlements", [])),
            created_at=now,
            updated_at=now,
        )
        _settle(row)
        async with self._database.begin() as session:
            session.add(row)
        return rendering.policy(row)

    async def get(self, holder: Owner, policy_id: str) -> wire.LicensePolicy:
        async with self._database.session() as session:
            return rendering.policy(await _found(session, holder, policy_id))

    async def update(
        self, holder: Owner, policy_id: str, body: wire.UpdateLicensePolicy
    ) -> wire.LicensePolicy:
        """Changes the fields that ``body`` has."""
        async with self._database.begin() as session:
            row = await _found(session, holder, policy_id, lock=True)
            for name, value in body.items():
                setattr(row, name, value)
            _settle(row)
            row.updated_at = instant(self._clock())
        return rendering.policy(row)

    async def delete(self, holder: Owner, policy_id: str) -> None:
        """ApiError 409 while it has licences."""
        statement: Any = delete(LicensePolicy).where(col(LicensePolicy.id) == policy_id)
        try:
            async with self._database.begin() as session:
                await _found(session, holder, policy_id)
                await session.exec(scoped(statement, LicensePolicy, *holder))
        except IntegrityError:
            raise conflict(
                "policy_in_use", "The policy has licences: give them another policy first."
            ) from None


def _settle(row: LicensePolicy) -> None:
    if row.mode == "floating" and row.heartbeat_window is None:
        row.heartbeat_window = FLOATING_WINDOW


async def _found(
    session: AsyncSession, holder: Owner, policy_id: str, *, lock: bool = False
) -> LicensePolicy:
    statement = scoped(select(LicensePolicy), LicensePolicy, *holder).where(
        col(LicensePolicy.id) == policy_id
    )
    if lock:
        statement = statement.with_for_update(key_share=True)
    row = (await session.exec(statement)).first()
    if row is None:
        raise no_policy()
    return row
