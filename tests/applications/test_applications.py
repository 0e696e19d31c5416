"""Applications: who sees and changes which settings."""

from __future__ import annotations

import asyncio

import pytest

from stagewire.access.authenticator import Authenticator
from stagewire.access.tokens import ClientTokens
from stagewire.applications import handlers
from stagewire.applications.service import all_applications
from stagewire.applications.status import ApplicationStatus
from stagewire.contract.types import ApiError, Principal
from stagewire.platform import Platform
from tests.support.clock import Clock
from tests.support.platform import Tenant, admin, call, key, principal, tenant


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


# --- creating ----------------------------------------------------------------------------------


async def test_creating_answers_secret_and_key_that_work(
    platform: Platform, boss: Principal
) -> None:
    result = await handlers.create_application(
        call(platform, boss),
        body={"app_id": "my-app-123", "name": "My application", "allowed_domain": "Example.COM"},
    )
    body = result.body
    assert body["success"] is True
    assert result.headers == {"location": "/api/applications/my-app-123"}
    assert body["application"] == {
        "app_id": "my-app-123",
        "name": "My application",
        "allowed_domain": "example.com",
        "rate_limit": None,
        "tier": "standard",
        "status": True,
        "link_credits": 1000,
        "created_at": "2027-01-15T08:00:00.123000Z",
        "updated_at": "2027-01-15T08:00:00.123000Z",
    }
    made = await principal(platform, body["api_key"])
    assert (made.app_id, made.environment) == ("my-app-123", "production")
    await handlers.create_token(
        call(platform, None), body={"app_id": "my-app-123", "app_secret": body["app_secret"]}
    )


async def test_an_id_is_made_when_none_is_chosen(platform: Platform, boss: Principal) -> None:
    made = [
        (await handlers.create_application(call(platform, boss), body={"name": "x"})).body
        for _ in range(2)
    ]
    assert made[0]["app_id"] != made[1]["app_id"]
    assert made[0]["app_id"].startswith("app-")


async def test_an_id_is_given_once(
    platform: Platform, boss: Principal, mine: Tenant, other: Tenant
) -> None:
    await handlers.delete_application(call(platform, boss), app_id=other.app_id)
    for app_id in (mine.app_id, other.app_id):
        error = await refused(
            handlers.create_application(call(platform, boss), body={"app_id": app_id, "name": "x"})
        )
        assert (error.status, error.errors[0].field) == (409, "app_id")


async def test_of_parallel_creations_of_one_id_one_is_made(
    platform: Platform, boss: Principal
) -> None:
    results = await asyncio.gather(
        *[
            handlers.create_application(
                call(platform, boss), body={"app_id": "my-app-123", "name": str(n)}
            )
            for n in range(20)
        ],
        return_exceptions=True,
    )
    assert sum(not isinstance(r, Exception) for r in results) == 1
    assert {r.status for r in results if isinstance(r, ApiError)} == {409}


# --- whose -------------------------------------------------------------------------------------


async def test_a_key_lists_its_own_application_an_admin_key_all(
    platform: Platform, me: Principal, boss: Principal, other: Tenant, clock: Clock
) -> None:
    clock.now += 10
    await tenant(platform, "newest-app")
    own = await handlers.list_applications(call(platform, me), current_page=1, page_size=25)
    assert [a["app_id"] for a in own["data"]] == ["my-app-123"]
    assert own["success"] is True and own["pagination"]["itemsTotal"] == 1
    every = await handlers.list_applications(call(platform, boss), current_page=1, page_size=2)
    assert [a["app_id"] for a in every["data"]] == ["newest-app", "other-app"]
    assert every["pagination"]["itemsTotal"] == 3
    assert (await all_applications(platform))[0].app_id == "newest-app"


async def test_no_answer_holds_a_secret_or_its_digest(
    platform: Platform, me: Principal, mine: Tenant
) -> None:
    shown = await handlers.get_application(call(platform, me), app_id=mine.app_id)
    assert set(shown["application"]) == {
        "app_id", "name", "allowed_domain", "rate_limit", "tier", "status", "link_credits",
        "created_at", "updated_at",
    }  # fmt: skip


@pytest.mark.parametrize("app_id", ["other-app", "no-such-app"])
async def test_anothers_application_is_not_there(
    platform: Platform, me: Principal, other: Tenant, app_id: str
) -> None:
    of_me = call(platform, me)
    for error in [
        await refused(handlers.get_application(of_me, app_id=app_id)),
        await refused(handlers.update_application(of_me, app_id=app_id, body={"status": False})),
        await refused(handlers.regenerate_api_key(of_me, app_id=app_id)),
    ]:
        assert (error.status, error.code) == (404, "not_found")
        assert error.message == f"There is no application {app_id}."
    await principal(platform, other.live)


async def test_an_admin_key_reaches_any_that_is_there(
    platform: Platform, boss: Principal, mine: Tenant
) -> None:
    found = await handlers.get_application(call(platform, boss), app_id=mine.app_id)
    assert found["application"]["app_id"] == mine.app_id
    error = await refused(handlers.get_application(call(platform, boss), app_id="no-such-app"))
    assert error.status == 404


# --- changing ----------------------------------------------------------------------------------


async def test_the_documented_change(
    platform: Platform, me: Principal, mine: Tenant, clock: Clock
) -> None:
    clock.now += 60
    changed = await handlers.update_application(
        call(platform, me),
        app_id=mine.app_id,
        body={"allowed_domain": "example.com", "rate_limit": 60, "status": True},
    )
    application = changed["application"]
    assert application["allowed_domain"] == "example.com"
    assert application["rate_limit"] == 60
    assert application["name"] == "My application", "what is not sent stays"
    assert application["updated_at"] > application["created_at"]
    assert (await principal(platform, mine.live)).rate_limit == 60
    again = await handlers.get_application(call(platform, me), app_id=mine.app_id)
    assert again["application"] == application


async def test_a_change_of_the_rate_limit_is_seen_by_remembered_keys(
    platform: Platform, me: Principal, mine: Tenant
) -> None:
    of_me = call(platform, me)
    await handlers.update_application(of_me, app_id=mine.app_id, body={"rate_limit": 7})
    assert (await principal(platform, mine.live)).rate_limit == 7
    await handlers.update_application(of_me, app_id=mine.app_id, body={"rate_limit": None})
    assert (await principal(platform, mine.live)).rate_limit == 100


@pytest.mark.parametrize(
    ("field", "value"),
    [("rate_limit", 101), ("tier", "premium"), ("tier", "standard"), ("link_credits", 5)],
)
async def test_what_takes_an_admin_key(
    platform: Platform, me: Principal, boss: Principal, mine: Tenant, field: str, value: object
) -> None:
    body = {"name": "New name", field: value}
    error = await refused(
        handlers.update_application(call(platform, me), app_id=mine.app_id, body=body)
    )
    assert (error.status, [e.field for e in error.errors]) == (403, [field])
    assert f"`{field}`" in error.message
    unchanged = await handlers.get_application(call(platform, me), app_id=mine.app_id)
    assert unchanged["application"]["name"] == "My application"
    changed = await handlers.update_application(call(platform, boss), app_id=mine.app_id, body=body)
    assert changed["application"][field] == value


async def test_the_premium_tier_allows_more(platform: Platform) -> None:
    rich = await tenant(platform, "rich-app", tier="premium")
    me = await principal(platform, rich.live)
    for rate, allowed in ((1000, True), (1001, False)):
        change = handlers.update_application(
            call(platform, me), app_id="rich-app", body={"rate_limit": rate}
        )
        if allowed:
            await change
        else:
            assert (await refused(change)).status == 403


async def test_a_sandbox_key_changes_nothing(platform: Platform, mine: Tenant) -> None:
    sandbox = call(platform, await principal(platform, mine.test))
    await handlers.get_application(sandbox, app_id=mine.app_id)
    for change in (
        handlers.update_application(sandbox, app_id=mine.app_id, body={"name": "x"}),
        handlers.regenerate_api_key(sandbox, app_id=mine.app_id),
    ):
        error = await refused(change)
        assert (error.status, error.code) == (403, "production_key_required")


async def test_parallel_changes_all_stay(platform: Platform, boss: Principal, mine: Tenant) -> None:
    fields = [("name", "New"), ("rate_limit", 5), ("tier", "premium"), ("link_credits", 3)]
    await asyncio.gather(
        *[
            handlers.update_application(
                call(platform, boss), app_id=mine.app_id, body={name: value}
            )
            for name, value in fields
        ]
    )
    found = await handlers.get_application(call(platform, boss), app_id=mine.app_id)
    assert dict(fields).items() <= found["application"].items()


# --- ending ------------------------------------------------------------------------------------


async def test_switched_off_it_stops_at_once_and_an_admin_key_brings_it_back(
    platform: Platform, me: Principal, boss: Principal, mine: Tenant
) -> None:
    status = platform.of(ApplicationStatus)
    assert await status.active(mine.app_id) and status.cached(mine.app_id)
    await handlers.update_application(
        call(platform, me), app_id=mine.app_id, body={"status": False}
    )
    assert not await status.active(mine.app_id)
    error = await refused(platform.of(Authenticator).authenticate(mine.live))
    assert error.code == "application_disabled"
    error = await refused(
        handlers.create_token(
            call(platform, None), body={"app_id": mine.app_id, "app_secret": mine.secret}
        )
    )
    assert (error.status, error.code) == (403, "application_disabled")
    await handlers.update_application(
        call(platform, boss), app_id=mine.app_id, body={"status": True}
    )
    await principal(platform, mine.live)
    assert await status.active(mine.app_id)


async def test_a_deleted_application_is_gone(
    platform: Platform, boss: Principal, mine: Tenant, other: Tenant
) -> None:
    further = await key(platform, mine.app_id, "links:read")
    for token in (mine.live, mine.test, further):
        await principal(platform, token)
    await handlers.delete_application(call(platform, boss), app_id=mine.app_id)
    authenticator = platform.of(Authenticator)
    for token in (mine.live, mine.test, further):
        assert authenticator.cached(token) is None
        assert await authenticator.authenticate(token) is None
    assert not await platform.of(ApplicationStatus).active(mine.app_id)
    of_boss = call(platform, boss)
    for gone in (
        handlers.get_application(of_boss, app_id=mine.app_id),
        handlers.update_application(of_boss, app_id=mine.app_id, body={"status": True}),
        handlers.regenerate_api_key(of_boss, app_id=mine.app_id),
        handlers.delete_application(of_boss, app_id=mine.app_id),
    ):
        assert (await refused(gone)).status == 404
    error = await refused(
        handlers.create_token(
            call(platform, None), body={"app_id": mine.app_id, "app_secret": mine.secret}
        )
    )
    assert error.status == 401
    listed = await handlers.list_applications(of_boss, current_page=1, page_size=25)
    assert [a["app_id"] for a in listed["data"]] == ["other-app"]
    await principal(platform, other.live)


# --- the first key -----------------------------------------------------------------------------


async def test_regenerating_replaces_the_first_key_only(
    platform: Platform, me: Principal, mine: Tenant
) -> None:
    further = await key(platform, mine.app_id, "links:read")
    answer = await handlers.regenerate_api_key(call(platform, me), app_id=mine.app_id)
    authenticator = platform.of(Authenticator)
    assert await authenticator.authenticate(mine.live) is None
    for token in (answer["api_key"], further, mine.test):
        await principal(platform, token)
    assert (await principal(platform, answer["api_key"])).scopes == me.scopes


async def test_regenerating_at_once_leaves_one_first_key(
    platform: Platform, boss: Principal, mine: Tenant
) -> None:
    answers = await asyncio.gather(
        *[handlers.regenerate_api_key(call(platform, boss), app_id=mine.app_id) for _ in range(10)]
    )
    platform.of(Authenticator).forget()
    valid = [await platform.of(Authenticator).authenticate(answer["api_key"]) for answer in answers]
    assert sum(p is not None for p in valid) == 1


async def test_nobody_regenerates_a_key_that_may_more_than_itself(
    platform: Platform, mine: Tenant
) -> None:
    token = await key(platform, mine.app_id, "applications:write", "links:delete")
    error = await refused(
        handlers.regenerate_api_key(
            call(platform, await principal(platform, token)), app_id=mine.app_id
        )
    )
    assert (error.status, error.code) == (403, "missing_scope")
    assert "`analytics:read`" in error.message
    await principal(platform, mine.live)


# --- client tokens -----------------------------------------------------------------------------


async def test_the_documented_token(platform: Platform, mine: Tenant) -> None:
    answer = await handlers.create_token(
        call(platform, None),
        body={
            "app_id": mine.app_id,
            "app_secret": mine.secret,
            "payload": {"user_id": "user-123", "name": "John Doe"},
        },
    )
    assert answer["success"] is True and answer["expires_in"] == 86_400
    assert answer["expires_at"] == "2027-01-16T08:00:00.000Z"
    claims = platform.of(ClientTokens).verify(answer["token"])
    assert (claims["app_id"], claims["user_id"]) == (mine.app_id, "user-123")


async def test_a_wrong_pair_gets_no_token_and_learns_nothing(
    platform: Platform, mine: Tenant, other: Tenant
) -> None:
    messages = set()
    for app_id, secret in (
        (mine.app_id, other.secret),
        (mine.app_id, ""),
        (mine.app_id, mine.live),
        ("no-such-app", mine.secret),
    ):
        error = await refused(
            handlers.create_token(
                call(platform, None), body={"app_id": app_id, "app_secret": secret}
            )
        )
        assert error.status == 401
        messages.add(error.message)
    assert len(messages) == 1
