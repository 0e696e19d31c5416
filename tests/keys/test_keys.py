"""Keys: nobody gives what it does not have, and what is revoked stops."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel import col, select

from stagewire.access.authenticator import Authenticator
from stagewire.access.tables import ApiKey
from stagewire.contract.types import ApiError, Principal
from stagewire.keys import handlers
from stagewire.platform import Platform
from tests.support.clock import Clock
from tests.support.platform import Tenant, admin, call, key, principal, tenant

READ = {"name": "Newsletter", "scopes": ["links:read"]}


@pytest.fixture
async def mine(platform: Platform) -> Tenant:
    return await tenant(platform)


@pytest.fixture
async def other(platform: Platform) -> Tenant:
    return await tenant(platform, "other-app")


@pytest.fixture
async def me(platform: Platform, mine: Tenant) -> Principal:
    return await principal(platform, mine.live)


@pytest.fixture
async def boss(platform: Platform) -> Principal:
    return await admin(platform)


async def refused(awaitable: object) -> ApiError:
    with pytest.raises(ApiError) as error:
        await awaitable  # type: ignore[misc]
    return error.value


async def create(platform: Platform, caller: Principal, **body: object) -> dict[str, object]:
    result = await handlers.create_key(call(platform, caller), body={**READ, **body})
    assert result.headers["location"] == f"/api/keys/{result.body['id']}"
    return result.body


async def ids(platform: Platform, caller: Principal, **arguments: object) -> list[str]:
    given = {"current_page": 1, "page_size": 100, "include_revoked": False, **arguments}
    return [k["id"] for k in (await handlers.list_keys(call(platform, caller), **given))["data"]]


async def works(platform: Platform, secret: object) -> bool:
    return await platform.of(Authenticator).authenticate(str(secret)) is not None


# --- creating ----------------------------------------------------------------------------------


async def test_a_key_is_shown_with_its_secret_once(platform: Platform, me: Principal) -> None:
    made = await create(platform, me, scopes=["links:write"])
    secret = str(made.pop("secret"))
    assert secret.startswith("sw_live_") and secret.startswith(str(made["prefix"]))
    assert made == {
        "id": made["id"],
        "app_id": "my-app-123",
        "name": "Newsletter",
        "prefix": made["prefix"],
        "environment": "production",
        "scopes": ["links:write"],
        "expires_at": None,
        "last_used_at": None,
        "previous_secret_expires_at": None,
        "created_at": "2027-01-15T08:00:00.123000Z",
        "revoked_at": None,
    }
    assert (await principal(platform, secret)).scopes == {"links:write", "links:read"}
    assert await handlers.get_key(call(platform, me), key_id=str(made["id"])) == {
        **made,
        "last_used_at": None,
    }
    async with platform.database.session() as session:
        stored = (await session.exec(select(ApiKey))).all()
    assert not any(secret in str(row.model_dump()) for row in stored)


async def test_a_key_grants_only_scopes_it_has(platform: Platform, mine: Tenant) -> None:
    caller = await principal(
        platform, await key(platform, mine.app_id, "keys:write", "links:write")
    )
    await create(platform, caller, scopes=["links:read", "keys:read"])
    error = await refused(create(platform, caller, scopes=["links:read", "links:delete"]))
    assert (error.status, error.code) == (403, "missing_scope")
    assert "`links:delete`" in error.message
    assert [e.field for e in error.errors] == ["scopes[1]"]


@pytest.mark.parametrize("scope", ["admin", "links:fly", "*"])
async def test_unknown_scopes_and_admin_are_refused_to_everybody(
    platform: Platform, boss: Principal, me: Principal, scope: str
) -> None:
    for caller, more in ((me, {}), (boss, {"app_id": "my-app-123"})):
        error = await refused(create(platform, caller, scopes=["links:read", scope], **more))
        assert (error.status, error.errors[0].field) == (422, "scopes[1]")


async def test_a_sandbox_key_makes_sandbox_keys_only(platform: Platform, mine: Tenant) -> None:
    sandbox = await principal(platform, mine.test)
    made = await create(platform, sandbox)
    assert made["environment"] == "sandbox" and str(made["secret"]).startswith("sw_test_")
    error = await refused(create(platform, sandbox, environment="production"))
    assert (error.status, error.errors[0].field) == (403, "environment")


async def test_a_production_key_makes_both(platform: Platform, me: Principal) -> None:
    made = await create(platform, me, environment="sandbox")
    assert (await principal(platform, str(made["secret"]))).environment == "sandbox"


async def test_a_key_ends_when_it_says(platform: Platform, me: Principal, clock: Clock) -> None:
    made = await create(platform, me, expires_at="2027-01-15T10:00:00+01:00")
    assert made["expires_at"] == "2027-01-15T09:00:00Z"
    assert await works(platform, made["secret"])
    clock.now += 3600
    assert not await works(platform, made["secret"])


@pytest.mark.parametrize(
    "expires_at",
    [
        "2027-01-15T08:00:00Z",
        "2026-02-30T00:00:00Z",
        "2030-12-31T23:59:60Z",
        "0001-01-01T00:00:00+23:59",
    ],
)
async def test_an_end_in_the_past_or_in_no_calendar_is_refused(
    platform: Platform, me: Principal, expires_at: str
) -> None:
    error = await refused(create(platform, me, expires_at=expires_at))
    assert (error.status, error.errors[0].field) == (422, "expires_at")


async def test_an_admin_key_names_the_application(
    platform: Platform, boss: Principal, mine: Tenant
) -> None:
    made = await create(platform, boss, app_id=mine.app_id)
    assert made["app_id"] == mine.app_id
    error = await refused(create(platform, boss))
    assert (error.status, error.errors[0].field) == (422, "app_id")
    error = await refused(ids(platform, boss))
    assert (error.status, error.errors[0].field) == (400, "query.app_id")
    assert (await refused(create(platform, boss, app_id="no-such-app"))).status == 404
    assert (await refused(ids(platform, boss, app_id="no-such-app"))).status == 404


async def test_the_number_of_keys_is_bounded_also_in_parallel(
    platform: Platform, me: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stagewire.keys.service.MOST_KEYS", 12)
    results = await asyncio.gather(
        *[create(platform, me) for _ in range(50)], return_exceptions=True
    )
    assert sum(isinstance(r, dict) for r in results) == 10, "two were there before"
    assert {(r.status, r.code) for r in results if isinstance(r, ApiError)} == {
        (409, "too_many_keys")
    }
    assert len(await ids(platform, me)) == 12


# --- listing -----------------------------------------------------------------------------------


async def test_the_list_is_newest_first_and_shows_revoked_ones_when_asked(
    platform: Platform, me: Principal, clock: Clock
) -> None:
    made = []
    for _ in range(3):
        clock.now += 1
        made.append(str((await create(platform, me))["id"]))
    await handlers.revoke_key(call(platform, me), key_id=made[1])
    assert (await ids(platform, me))[:2] == [made[2], made[0]]
    assert (await ids(platform, me, include_revoked=True))[:3] == made[::-1]


async def test_the_first_key_shows_the_scopes_it_has(platform: Platform, me: Principal) -> None:
    shown = await handlers.get_key(call(platform, me), key_id=me.key_id)
    assert set(shown["scopes"]) == me.scopes


async def test_no_list_shows_secrets(platform: Platform, me: Principal) -> None:
    made = await create(platform, me)
    page = await handlers.list_keys(
        call(platform, me), current_page=1, page_size=25, include_revoked=True
    )
    assert str(made["secret"]) not in str(page) and "digest" not in str(page)


# --- whose -------------------------------------------------------------------------------------


async def test_anothers_keys_are_not_there(
    platform: Platform, me: Principal, boss: Principal, other: Tenant
) -> None:
    theirs = (await principal(platform, other.live)).key_id
    of_me = call(platform, me)
    for key_id in (theirs, boss.key_id, "key_" + "a" * 20):
        for error in (
            await refused(handlers.get_key(of_me, key_id=key_id)),
            await refused(handlers.revoke_key(of_me, key_id=key_id)),
            await refused(handlers.rotate_key(of_me, key_id=key_id, body={})),
        ):
            assert (error.status, error.message) == (404, f"There is no key {key_id}.")
    assert (await refused(ids(platform, me, app_id="other-app"))).status == 404
    assert (await refused(create(platform, me, app_id="other-app"))).status == 404
    assert theirs not in await ids(platform, me)
    assert await ids(platform, me, app_id="my-app-123") == await ids(platform, me)
    assert await works(platform, other.live)


async def test_an_admin_key_is_no_applications_and_cannot_be_taken(
    platform: Platform, boss: Principal
) -> None:
    second = await admin(platform)
    assert (
        await refused(handlers.revoke_key(call(platform, boss), key_id=second.key_id))
    ).status == 404


async def test_a_sandbox_key_sees_sandbox_keys_only(
    platform: Platform, me: Principal, mine: Tenant
) -> None:
    sandbox = await principal(platform, mine.test)
    assert await ids(platform, sandbox) == [sandbox.key_id]
    assert set(await ids(platform, me)) == {sandbox.key_id, me.key_id}
    of_sandbox = call(platform, sandbox)
    for error in (
        await refused(handlers.get_key(of_sandbox, key_id=me.key_id)),
        await refused(handlers.revoke_key(of_sandbox, key_id=me.key_id)),
        await refused(handlers.rotate_key(of_sandbox, key_id=me.key_id, body={})),
    ):
        assert error.status == 404


# --- revoking and rotating -----------------------------------------------------------------------


async def test_a_revoked_key_stops_at_once_and_for_good(platform: Platform, me: Principal) -> None:
    made = await create(platform, me)
    assert await works(platform, made["secret"])
    of_me, key_id = call(platform, me), str(made["id"])
    await handlers.revoke_key(of_me, key_id=key_id)
    assert not await works(platform, made["secret"])
    for error in (
        await refused(handlers.get_key(of_me, key_id=key_id)),
        await refused(handlers.revoke_key(of_me, key_id=key_id)),
        await refused(handlers.rotate_key(of_me, key_id=key_id, body={})),
    ):
        assert error.status == 404


async def test_rotating_keeps_the_old_secret_for_the_grace_period(
    platform: Platform, me: Principal, clock: Clock
) -> None:
    made = await create(platform, me)
    key_id = str(made["id"])
    new = await handlers.rotate_key(call(platform, me), key_id=key_id, body={"grace_period": 3600})
    assert new["id"] == key_id and new["secret"] != made["secret"]
    assert new["previous_secret_expires_at"] == "2027-01-15T09:00:00.123000Z"
    for secret in (made["secret"], new["secret"]):
        assert (await principal(platform, str(secret))).key_id == key_id
    clock.now += 3601
    assert not await works(platform, made["secret"])
    assert await works(platform, new["secret"])
    shown = await handlers.get_key(call(platform, me), key_id=key_id)
    assert shown["previous_secret_expires_at"] is None


async def test_the_end_of_a_grace_period_is_seen_by_remembered_keys(
    platform: Platform, me: Principal, clock: Clock
) -> None:
    made = await create(platform, me)
    await handlers.rotate_key(call(platform, me), key_id=str(made["id"]), body={"grace_period": 2})
    await principal(platform, str(made["secret"]))
    clock.now += 2
    assert platform.of(Authenticator).cached(str(made["secret"])) is None
    assert not await works(platform, made["secret"])


async def test_without_a_grace_period_the_old_secret_stops_at_once(
    platform: Platform, me: Principal
) -> None:
    made = await create(platform, me)
    assert await works(platform, made["secret"])
    new = await handlers.rotate_key(
        call(platform, me), key_id=str(made["id"]), body={"grace_period": 0}
    )
    assert not await works(platform, made["secret"])
    assert await works(platform, new["secret"])


async def test_rotating_again_ends_the_secret_before_the_last(
    platform: Platform, me: Principal
) -> None:
    made = await create(platform, me)
    secrets = [made["secret"]]
    for _ in range(2):
        answer = await handlers.rotate_key(call(platform, me), key_id=str(made["id"]), body={})
        secrets.append(answer["secret"])
    assert [await works(platform, s) for s in secrets] == [False, True, True]


async def test_revoking_stops_the_secret_in_its_grace_period_too(
    platform: Platform, me: Principal
) -> None:
    made = await create(platform, me)
    await handlers.rotate_key(call(platform, me), key_id=str(made["id"]), body={})
    await handlers.revoke_key(call(platform, me), key_id=str(made["id"]))
    assert not await works(platform, made["secret"])


async def test_nobody_takes_a_key_that_may_more_than_itself(
    platform: Platform, me: Principal, mine: Tenant
) -> None:
    caller = await principal(platform, await key(platform, mine.app_id, "keys:write", "links:read"))
    strong = await create(platform, me, scopes=["links:delete"])
    for key_id in (str(strong["id"]), me.key_id):
        error = await refused(handlers.rotate_key(call(platform, caller), key_id=key_id, body={}))
        assert (error.status, error.code) == (403, "missing_scope")
    weak = await create(platform, me, scopes=["links:read"])
    await handlers.rotate_key(call(platform, caller), key_id=str(weak["id"]), body={})


async def test_an_expired_key_is_not_rotated(
    platform: Platform, me: Principal, clock: Clock
) -> None:
    made = await create(platform, me, expires_at="2027-01-15T09:00:00Z")
    clock.now += 7200
    error = await refused(handlers.rotate_key(call(platform, me), key_id=str(made["id"]), body={}))
    assert (error.status, error.code) == (409, "key_expired")


async def test_rotating_at_once_leaves_two_secrets(platform: Platform, me: Principal) -> None:
    made = await create(platform, me)
    answers = await asyncio.gather(
        *[
            handlers.rotate_key(call(platform, me), key_id=str(made["id"]), body={})
            for _ in range(10)
        ]
    )
    valid = [await works(platform, answer["secret"]) for answer in answers]
    assert sum(valid) == 2 and not await works(platform, made["secret"])


async def test_fifty_at_once(platform: Platform, me: Principal, mine: Tenant) -> None:
    made = await asyncio.gather(*[create(platform, me) for _ in range(50)])
    assert len({m["id"] for m in made}) == len({m["secret"] for m in made}) == 50
    await asyncio.gather(
        *[handlers.revoke_key(call(platform, me), key_id=str(m["id"])) for m in made[::2]]
    )
    platform.of(Authenticator).forget()
    valid = await asyncio.gather(*[works(platform, m["secret"]) for m in made])
    assert valid == [bool(n % 2) for n in range(50)]
    async with platform.database.session() as session:
        live = await session.exec(
            select(ApiKey.id).where(
                col(ApiKey.app_id) == mine.app_id, col(ApiKey.revoked_at).is_(None)
            )
        )
        assert len(live.all()) == 27
