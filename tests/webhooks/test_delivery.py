"""Events arrive: signed, in time, again and again until they are taken."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlmodel import col, select
from standardwebhooks import Webhook as Verifier

from stagewire.contract.types import ApiError
from stagewire.events.fanout import Fanout
from stagewire.events.interests import Interests
from stagewire.events.job_listing import JobListing
from stagewire.events.jobs import Jobs
from stagewire.events.outbox import Outbox
from stagewire.events.tables import EventRecord
from stagewire.storage.types import instant, rfc3339
from stagewire.webhooks.deliveries import Deliveries
from stagewire.webhooks.schedule import WAITS
from stagewire.webhooks.service import Webhooks
from stagewire.webhooks.tables import EarlierEvent
from tests.support.platform import request
from tests.webhooks.conftest import Hooks
from tests.webhooks.receiver import Received, answer


def verified(secret: str | bytes, one: Received, when: float) -> Any:
    """By the library, whose clock is the machine's and not the test's."""
    assert abs(int(one.headers["webhook-timestamp"]) - when) < 2
    verifier = Verifier(secret)
    verifier._Webhook__verify_timestamp = lambda _: _instant(one)  # type: ignore[attr-defined]
    return verifier.verify(one.body, one.headers)


def _instant(one: Received) -> Any:
    return instant(int(one.headers["webhook-timestamp"]))


async def test_an_event_arrives_signed(hooks: Hooks) -> None:
    made = await hooks.create(events=["link.*"])
    event_id = await hooks.emit("link.created", link_id=7)
    (one,) = await hooks.receiver.until(1)
    assert one.headers["content-type"] == "application/json"
    assert one.headers["webhook-id"] == event_id
    assert verified(made.secret, one, hooks.clock()) == one.event
    assert one.event["id"] == event_id
    assert one.event["type"] == "link.created"
    assert one.event["app_id"] == hooks.caller.app_id
    assert one.event["environment"] == "production"
    assert one.event["data"] == {"link_id": 7}
    (delivery,) = await hooks.settled(made.webhook.id, "delivered")
    assert (delivery["attempts"], delivery["last_status"]) == (1, 200)
    assert delivery["finished_at"] is not None


async def test_the_public_key_verifies_it(hooks: Hooks) -> None:
    made = await hooks.create()
    await hooks.emit()
    (one,) = await hooks.receiver.until(1)
    shown = hooks.platform.of(Webhooks).shown(made.webhook)
    key = base64.b64decode(shown["public_key"].removeprefix("whpk_"))
    (signature,) = (
        part.removeprefix("v1a,")
        for part in one.headers["webhook-signature"].split()
        if part.startswith("v1a,")
    )
    signed = f"{one.headers['webhook-id']}.{one.headers['webhook-timestamp']}.".encode() + one.body
    Ed25519PublicKey.from_public_bytes(key).verify(base64.b64decode(signature), signed)


async def test_a_given_secret_is_the_key_as_it_stands(hooks: Hooks) -> None:
    made = await hooks.create(secret="your-webhook-secret")
    await hooks.emit()
    (one,) = await hooks.receiver.until(1)
    assert verified(b"your-webhook-secret", one, hooks.clock())
    assert verified(made.secret, one, hooks.clock())


async def test_both_secrets_sign_while_one_is_changed_for_the_other(hooks: Hooks) -> None:
    old = await hooks.create()
    rotated = await hooks.platform.of(Webhooks).rotate(
        hooks.caller, old.webhook.id, {"grace_period": 3600}
    )
    assert rotated.secret != old.secret
    await hooks.emit()
    (one,) = await hooks.receiver.until(1)
    for secret in (old.secret, rotated.secret):
        assert verified(secret, one, hooks.clock())
    await hooks.settled(old.webhook.id, "delivered")
    hooks.advance(3601)
    await hooks.emit()
    two = (await hooks.receiver.until(2))[1]
    assert verified(rotated.secret, two, hooks.clock())
    with pytest.raises(Exception, match="signature"):
        verified(old.secret, two, hooks.clock())


async def test_headers_of_ones_own_go_along(hooks: Hooks) -> None:
    await hooks.create(headers={"Authorization": "Bearer abc", "X-Team": "links"})
    await hooks.emit()
    (one,) = await hooks.receiver.until(1)
    assert (one.headers["authorization"], one.headers["x-team"]) == ("Bearer abc", "links")


async def test_only_what_was_asked_for_is_sent(hooks: Hooks) -> None:
    wanting = {
        "/all": ["*"],
        "/links": ["link.*"],
        "/created": ["link.created", "key.created"],
        "/chat": ["new-message"],
    }
    for path, events in wanting.items():
        await hooks.create(path, events)
    sent = ("link.created", "link.updated", "linked", "new-message", "link")
    for event in sent:
        await hooks.emit(event)
    await hooks.receiver.when(lambda: len(hooks.receiver.received) == 9)

    def at(path: str) -> list[str]:
        return sorted(one.event["type"] for one in hooks.receiver.at(path))

    assert at("/all") == sorted(sent)
    assert at("/links") == ["link.created", "link.updated"]
    assert at("/created") == ["link.created"]
    assert at("/chat") == ["new-message"]


class TestRegistered:
    """A webhook gets what happens after it was registered, however late that is told."""

    async def test_not_what_had_happened_before(self, hooks: Hooks) -> None:
        fanout = hooks.platform.of(Fanout)
        await fanout.stop()
        await hooks.create("/old")
        await hooks.emit("before")
        await hooks.create("/new")
        await hooks.emit("after")
        await fanout.start()
        await hooks.receiver.until(3)
        await hooks.emit("last")
        await hooks.receiver.until(5)

        def at(path: str) -> list[str]:
            return sorted(one.event["type"] for one in hooks.receiver.at(path))

        assert at("/old") == ["after", "before", "last"]
        assert at("/new") == ["after", "last"]
        async with hooks.platform.database.session() as session:
            assert (await session.exec(select(EarlierEvent))).all() == []

    @pytest.mark.parametrize("database_copy", ["postgresql"], indirect=True)
    async def test_what_was_begun_before_and_committed_after(self, hooks: Hooks) -> None:
        """Its number is smaller than that of one that is told already."""
        await hooks.create("/old")
        async with hooks.platform.database.begin() as session:
            assert hooks.caller.app_id is not None
            hooks.platform.of(Outbox).add(session, hooks.caller.app_id, "production", "begun", {})
            await session.flush()
            await hooks.emit("before")
            await hooks.receiver.until(1, "/old")
            await hooks.create("/new")
        (one,) = await hooks.receiver.until(1, "/new")
        assert one.event["type"] == "begun"

    async def test_what_is_told_meanwhile_leaves_nothing_behind(self, hooks: Hooks) -> None:
        made = await hooks.create()
        event_id = await hooks.emit()
        await hooks.settled(made.webhook.id, "delivered")
        async with hooks.platform.database.begin() as session:
            (seq,) = await session.exec(
                select(EventRecord.seq).where(col(EventRecord.id) == event_id)
            )
            assert seq is not None
            session.add(EarlierEvent(seq=seq, webhook_id=made.webhook.id))
        await hooks.platform.of(Deliveries).purge()
        async with hooks.platform.database.session() as session:
            assert (await session.exec(select(EarlierEvent))).all() == []


class TestFailures:
    async def test_tried_again_by_the_schedule_then_given_up(self, hooks: Hooks) -> None:
        made = await hooks.create()
        hooks.receiver.answers["/hook"] = answer(500, b"broken")
        event_id = await hooks.emit()
        for tried, wait in enumerate(WAITS, start=1):
            await hooks.receiver.until(tried)
            (delivery,) = await hooks.settled(made.webhook.id, "pending", tried=tried)
            assert delivery["attempts"] == tried
            assert delivery["last_status"] == 500
            assert (await hooks.shown(made.webhook.id))["state"] == "failing"
            # A tenth early or late, so that what failed together does not come back together.
            hooks.advance(wait * 0.89)
            hooks.advance(wait * 0.22)
        received = await hooks.receiver.until(10)
        (delivery,) = await hooks.settled(made.webhook.id, "failed")
        assert len(received) == delivery["attempts"] == 10
        assert {one.headers["webhook-id"] for one in received} == {event_id}
        assert len({one.body for one in received}) == 1
        assert len({one.headers["webhook-timestamp"] for one in received}) == 10

    async def test_nothing_is_sent_before_its_time(self, hooks: Hooks) -> None:
        made = await hooks.create(events=["link.*"])
        hooks.receiver.answers["/hook"] = answer(500)
        await hooks.emit()
        await hooks.settled(made.webhook.id, "pending")
        hooks.advance(4.4)
        # Another event has gone all the way meanwhile.
        await hooks.create("/other")
        await hooks.emit("other")
        await hooks.receiver.until(1, "/other")
        assert len(hooks.receiver.at("/hook")) == 1
        hooks.advance(1.2)
        await hooks.receiver.until(2, "/hook")

    async def test_a_redirect_is_a_failure(self, hooks: Hooks) -> None:
        made = await hooks.create()
        hooks.receiver.answers["/hook"] = answer(302, location=hooks.receiver.url("/elsewhere"))
        await hooks.emit()
        (delivery,) = await hooks.settled(made.webhook.id, "pending")
        assert delivery["last_status"] == 302
        assert hooks.receiver.at("/elsewhere") == []

    async def test_retry_after_is_honoured(self, hooks: Hooks) -> None:
        made = await hooks.create(events=["link.*"])
        hooks.receiver.answers["/hook"] = answer(429, retry_after="120")
        await hooks.emit()
        await hooks.settled(made.webhook.id, "pending")
        hooks.advance(60)
        await hooks.create("/other")
        await hooks.emit("other")
        await hooks.receiver.until(1, "/other")
        assert len(hooks.receiver.at("/hook")) == 1
        hooks.receiver.answers["/hook"] = answer()
        hooks.advance(61)
        await hooks.settled(made.webhook.id, "delivered")

    async def test_410_disables(self, hooks: Hooks) -> None:
        made = await hooks.create()
        other = await hooks.create("/other", ["webhook.disabled"])
        hooks.receiver.answers["/hook"] = answer(410)
        await hooks.emit()
        (told,) = await hooks.receiver.until(1, "/other")
        assert told.event["data"]["webhook_id"] == made.webhook.id
        assert told.event["data"]["disabled_reason"] == "gone"
        shown = await hooks.shown(made.webhook.id)
        assert (shown["enabled"], shown["state"]) == (False, "disabled")
        assert shown["disabled_reason"] == "gone"
        await hooks.settled(made.webhook.id, "held")
        await hooks.settled(other.webhook.id, "delivered")

    async def test_warned_about_then_disabled_then_healed(self, hooks: Hooks) -> None:
        made = await hooks.create(events=["link.*"])
        await hooks.create("/other", ["webhook.*"])
        hooks.receiver.answers["/hook"] = answer(503)
        await hooks.emit()
        await hooks.settled(made.webhook.id, "pending")
        hooks.advance(86_401)
        (told,) = await hooks.receiver.until(1, "/other")
        assert told.event["type"] == "webhook.failing"
        await hooks.settled(made.webhook.id, "pending", tried=2)
        hooks.advance(4 * 86_400)
        _, told = await hooks.receiver.until(2, "/other")
        assert told.event["type"] == "webhook.disabled"
        assert told.event["data"]["disabled_reason"] == "failing"
        await hooks.settled(made.webhook.id, "held")
        # What happens meanwhile is kept too.
        await hooks.emit("link.updated")
        await hooks.settled(made.webhook.id, "held", "held")
        hooks.receiver.answers["/hook"] = answer()
        await hooks.platform.of(Webhooks).switch(hooks.caller, made.webhook.id, True)
        await hooks.settled(made.webhook.id, "delivered", "delivered")
        assert (await hooks.shown(made.webhook.id))["state"] == "working"

    async def test_a_refused_address_is_a_failure(self, hooks: Hooks) -> None:
        """One that was fine when it was registered."""
        made = await hooks.create()
        hooks.platform.of(Webhooks)._gate.egress.addresses._allowed = ()
        await hooks.emit()
        (delivery,) = await hooks.settled(made.webhook.id, "pending")
        assert delivery["last_status"] is None
        assert "not on the public Internet" in delivery["last_error"]
        assert hooks.receiver.received == []

    async def test_an_answer_of_before_disables_nothing(self, hooks: Hooks) -> None:
        """A 410 that comes when its webhook has been enabled anew, or has another address."""
        made = await hooks.create()
        service = hooks.platform.of(Webhooks)
        late: dict[str, asyncio.Event] = {}

        async def gone(one: Received) -> bytes:
            if one.event["type"] not in late:
                return answer()
            await late.pop(one.event["type"]).wait()
            return answer(410)

        hooks.receiver.answers["/hook"] = gone

        async def asked(event: str) -> asyncio.Event:
            late[event] = held = asyncio.Event()
            count = len(hooks.receiver.received)
            await hooks.emit(event)
            await hooks.receiver.until(count + 1)
            return held

        first = await asked("first")
        await service.switch(hooks.caller, made.webhook.id, False)
        await service.switch(hooks.caller, made.webhook.id, True)
        await hooks.settled(made.webhook.id, "delivered")
        first.set()
        await hooks.settled(made.webhook.id, "delivered", tried=2)
        assert (await hooks.shown(made.webhook.id))["state"] == "working"

        second = await asked("second")
        await service.update(
            hooks.caller, made.webhook.id, {"url": hooks.receiver.url("/elsewhere")}
        )
        second.set()
        await hooks.settled(made.webhook.id, "pending", "delivered", tried=1)
        assert (await hooks.shown(made.webhook.id))["state"] == "working"
        hooks.advance(6)
        (one,) = await hooks.receiver.until(1, "/elsewhere")
        assert one.event["type"] == "second"
        await hooks.settled(made.webhook.id, "delivered", "delivered")

    async def test_a_new_address_has_not_failed_yet(self, hooks: Hooks) -> None:
        made = await hooks.create()
        hooks.receiver.answers["/hook"] = answer(500)
        await hooks.emit()
        await hooks.settled(made.webhook.id, "pending")
        service = hooks.platform.of(Webhooks)
        same = await service.update(
            hooks.caller, made.webhook.id, {"url": hooks.receiver.url("/hook")}
        )
        assert same.failing_since is not None
        moved = await service.update(
            hooks.caller, made.webhook.id, {"url": hooks.receiver.url("/elsewhere")}
        )
        assert (moved.failing_since, service.shown(moved)["state"]) == (None, "working")

    async def test_the_operator_has_one_tried_again_that_was_given_up(self, hooks: Hooks) -> None:
        """Its tries are counted on, and it waits as others do while there are more to come."""
        made = await hooks.create()
        hooks.receiver.answers["/hook"] = answer(500)
        await hooks.emit()
        for tried, wait in enumerate(WAITS, start=1):
            await hooks.settled(made.webhook.id, "pending", tried=tried)
            hooks.advance(wait * 1.11)
        (delivery,) = await hooks.settled(made.webhook.id, "failed")
        (dead,) = await hooks.platform.of(JobListing).page("dead")
        assert await hooks.platform.of(Jobs).retry(dead.id)
        (delivery,) = await hooks.settled(made.webhook.id, "pending", tried=11)
        assert delivery["finished_at"] is None
        hooks.receiver.answers["/hook"] = answer()
        hooks.advance(6)
        await hooks.settled(made.webhook.id, "delivered", tried=12)
        detail = await hooks.platform.of(Deliveries).get(
            hooks.caller, made.webhook.id, delivery["id"]
        )
        assert [one["number"] for one in detail["attempt_log"]] == list(range(1, 13))
        assert [one["status"] for one in detail["attempt_log"]] == [500] * 11 + [200]

    async def test_one_that_the_operator_cancels_can_be_sent_again(self, hooks: Hooks) -> None:
        made = await hooks.create()
        hooks.receiver.answers["/hook"] = answer(500)
        await hooks.emit()
        await hooks.settled(made.webhook.id, "pending")
        jobs, listing = hooks.platform.of(Jobs), hooks.platform.of(JobListing)
        (job,) = await listing.page("waiting")
        # One that is void has another in its place.
        service = hooks.platform.of(Webhooks)
        for on in (False, True):
            await service.switch(hooks.caller, made.webhook.id, on)
        await hooks.settled(made.webhook.id, "pending", tried=2)
        assert await jobs.cancel(job.id)
        await hooks.settled(made.webhook.id, "pending", tried=2)
        (job,) = await listing.page("waiting")
        assert await jobs.cancel(job.id)
        (delivery,) = await hooks.settled(made.webhook.id, "failed")
        assert "cancelled" in delivery["last_error"]
        assert delivery["finished_at"] is not None
        hooks.receiver.answers["/hook"] = answer()
        again = await hooks.platform.of(Deliveries).again(
            hooks.caller, made.webhook.id, delivery["id"]
        )
        assert again["status"] == "pending"
        await hooks.settled(made.webhook.id, "delivered", tried=3)

    async def test_every_try_is_logged_while_others_arrive(self, hooks: Hooks) -> None:
        """Some of what goes to an address at once fails, and some does not."""
        made = await hooks.create()
        hooks.receiver.answers["/hook"] = lambda one: answer(
            200 + 300 * (one.event["data"]["n"] % 2)
        )
        await asyncio.gather(*(hooks.emit(n=n) for n in range(400)))
        await hooks.receiver.until(400)
        found: list[Any] = []

        async def settled() -> bool:
            if not await _idle(hooks):
                return False
            page = await hooks.platform.of(Deliveries).page(
                hooks.caller, request(), made.webhook.id, event=None, status="pending",
                event_id=None, current_page=1, page_size=100, limit=None,
            )  # fmt: skip
            found[:] = page["data"]
            return bool(page["pagination"]["itemsTotal"] == 200)

        await hooks.eventually(settled)
        assert {(one["attempts"], one["last_status"]) for one in found} == {(1, 500)}

    async def test_success_forgets_failures(self, hooks: Hooks) -> None:
        made = await hooks.create()
        hooks.receiver.answers["/hook"] = answer(500)
        await hooks.emit()
        await hooks.settled(made.webhook.id, "pending")
        assert (await hooks.shown(made.webhook.id))["failing_since"] is not None
        hooks.receiver.answers["/hook"] = answer()
        hooks.advance(6)
        await hooks.settled(made.webhook.id, "delivered")
        assert (await hooks.shown(made.webhook.id))["failing_since"] is None


async def test_a_slow_endpoint_holds_up_nobody(hooks: Hooks) -> None:
    released = asyncio.Event()

    async def never(_: Received) -> bytes:
        await released.wait()
        return answer()

    hooks.receiver.answers["/slow"] = never
    slow = await hooks.create("/slow")
    await hooks.create("/quick")
    for _ in range(300):
        await hooks.emit()
    await hooks.receiver.until(300, "/quick")
    assert len(hooks.receiver.at("/slow")) < 300
    released.set()
    hooks.receiver.answers["/slow"] = answer()
    await hooks.receiver.until(300, "/slow")
    assert slow


async def test_in_order_where_asked(hooks: Hooks) -> None:
    """Of one key; another key does not wait."""
    made = await hooks.create(ordered=True)
    stubborn = True

    def say(one: Received) -> bytes:
        return answer(500 if stubborn and one.event["data"]["n"] == 0 else 200)

    hooks.receiver.answers["/hook"] = say
    for n in range(5):
        await hooks.emit(key="link:1", n=n)
    await hooks.emit(key="link:2", n=100)

    def came() -> list[int]:
        return [one.event["data"]["n"] for one in hooks.receiver.received]

    await hooks.receiver.when(lambda: set(came()) == {0, 100})
    stubborn = False

    async def tried() -> bool:
        return bool((await hooks.log(made.webhook.id))[-1]["attempts"])

    await hooks.eventually(tried)
    hooks.advance(6)
    await hooks.receiver.until(7)
    assert [n for n in came() if n < 100] == [0, 0, 1, 2, 3, 4]


class TestDisabled:
    async def test_events_are_held_and_go_out_in_their_order(self, hooks: Hooks) -> None:
        made = await hooks.create()
        service = hooks.platform.of(Webhooks)
        await service.switch(hooks.caller, made.webhook.id, False)
        for n in range(5):
            await hooks.emit(n=n)
        await hooks.settled(made.webhook.id, *["held"] * 5)
        assert hooks.receiver.received == []
        await service.switch(hooks.caller, made.webhook.id, True)
        await hooks.settled(made.webhook.id, *["delivered"] * 5)

    async def test_more_than_fit_into_one_go(self, hooks: Hooks) -> None:
        made = await hooks.create()
        service = hooks.platform.of(Webhooks)
        await service.switch(hooks.caller, made.webhook.id, False)
        await asyncio.gather(*(hooks.emit(n=n) for n in range(1200)))

        async def all_held() -> bool:
            return await _count(hooks, made.webhook.id) == 1200

        await hooks.eventually(all_held)
        await service.switch(hooks.caller, made.webhook.id, True)
        await hooks.emit(n=1200)
        await hooks.receiver.until(1201)
        got = [one.event["data"]["n"] for one in hooks.receiver.received]
        assert sorted(got) == list(range(1201))

    async def test_what_waits_is_held_and_not_sent_twice(self, hooks: Hooks) -> None:
        made = await hooks.create()
        hooks.receiver.answers["/hook"] = answer(500)
        await hooks.emit()
        await hooks.settled(made.webhook.id, "pending")
        service = hooks.platform.of(Webhooks)
        await service.switch(hooks.caller, made.webhook.id, False)
        await hooks.settled(made.webhook.id, "held")
        hooks.receiver.answers["/hook"] = answer()
        await service.switch(hooks.caller, made.webhook.id, True)
        await hooks.settled(made.webhook.id, "delivered")
        # The job of its first life comes due.
        hooks.advance(10)
        await hooks.emit("later")
        await hooks.settled(made.webhook.id, "delivered", "delivered")
        assert len(hooks.receiver.received) == 3

    async def test_deleted_means_silence(self, hooks: Hooks) -> None:
        made = await hooks.create()
        hooks.receiver.answers["/hook"] = answer(500)
        await hooks.emit()
        await hooks.settled(made.webhook.id, "pending")
        await hooks.platform.of(Webhooks).delete(hooks.caller, made.webhook.id)
        await hooks.create("/other")
        hooks.advance(10)
        await hooks.emit("later")
        await hooks.receiver.until(1, "/other")
        assert len(hooks.receiver.at("/hook")) == 1


class TestAgain:
    async def test_redelivered(self, hooks: Hooks) -> None:
        made = await hooks.create()
        await hooks.emit()
        (delivery,) = await hooks.settled(made.webhook.id, "delivered")
        service = hooks.platform.of(Deliveries)
        again = await service.again(hooks.caller, made.webhook.id, delivery["id"])
        assert again["status"] == "pending"
        first, second = await hooks.receiver.until(2)
        assert first.headers["webhook-id"] == second.headers["webhook-id"]
        await hooks.settled(made.webhook.id, "delivered")
        detail = await service.get(hooks.caller, made.webhook.id, delivery["id"])
        assert [attempt["number"] for attempt in detail["attempt_log"]] == [1, 2]
        assert json.loads(detail["request_body"]) == first.event

    async def test_what_is_under_way_or_disabled_is_refused(self, hooks: Hooks) -> None:
        made = await hooks.create()
        hooks.receiver.answers["/hook"] = answer(500)
        await hooks.emit()
        (delivery,) = await hooks.settled(made.webhook.id, "pending")
        service = hooks.platform.of(Deliveries)
        with pytest.raises(ApiError, match="under way"):
            await service.again(hooks.caller, made.webhook.id, delivery["id"])
        await hooks.platform.of(Webhooks).switch(hooks.caller, made.webhook.id, False)
        for refused in (
            service.again(hooks.caller, made.webhook.id, delivery["id"]),
            service.test(hooks.caller, made.webhook.id),
            service.replay(hooks.caller, made.webhook.id, {"since": "2000-01-01T00:00:00Z"}),
        ):
            with pytest.raises(ApiError, match="disabled") as error:
                await refused
            assert error.value.status == 409

    async def test_a_range_by_filter(self, hooks: Hooks) -> None:
        made = await hooks.create()
        begun = hooks.clock()
        for count, event in enumerate(("link.created", "link.updated", "new-message"), start=1):
            await hooks.emit(event)
            # Before time passes: a lease that runs out meanwhile would be taken again.
            await hooks.settled(made.webhook.id, *["delivered"] * count)
            hooks.clock.advance(60)
        service = hooks.platform.of(Deliveries)

        async def replayed(**wanted: Any) -> int:
            wanted = {"since": _rfc3339(begun), "statuses": ["delivered"], **wanted}
            done = await service.replay(hooks.caller, made.webhook.id, wanted)  # type: ignore[arg-type]
            await hooks.settled(made.webhook.id, *["delivered"] * 3)
            return done.sent

        assert await replayed() == 3
        assert await replayed(events=["link.*"]) == 2
        assert await replayed(events=["new-message", "link.updated"]) == 2
        assert await replayed(since=_rfc3339(begun + 30)) == 2
        assert await replayed(until=_rfc3339(begun + 30)) == 1
        assert await replayed(statuses=["failed", "held"]) == 0
        assert len(hooks.receiver.received) == 3 + 3 + 2 + 2 + 2 + 1


async def test_the_log_tells_what_was_sent_and_answered(hooks: Hooks) -> None:
    made = await hooks.create(headers={"Authorization": "Bearer abc"})
    hooks.receiver.answers["/hook"] = answer(500, b"x" * 5000)
    await hooks.emit()
    (delivery,) = await hooks.settled(made.webhook.id, "pending")
    (one,) = hooks.receiver.received
    detail = await hooks.platform.of(Deliveries).get(hooks.caller, made.webhook.id, delivery["id"])
    assert detail["request_body"].encode() == one.body
    (attempt,) = detail["attempt_log"]
    assert (attempt["status"], attempt["response_body"]) == (500, "x" * 4096)
    assert attempt["duration_ms"] > 0
    # As they were sent, but for the webhook's own, which may be secret.
    for name, value in attempt["request_headers"].items():
        assert one.headers[name] == value
    assert "abc" not in str(detail)


async def test_a_test_goes_to_one_webhook_whatever_it_wants(hooks: Hooks) -> None:
    made = await hooks.create(events=["link.created"])
    await hooks.create("/other")
    delivery = await hooks.platform.of(Deliveries).test(hooks.caller, made.webhook.id)
    assert (delivery["event"], delivery["status"]) == ("webhook.test", "pending")
    (one,) = await hooks.receiver.until(1, "/hook")
    assert one.event["type"] == "webhook.test"
    assert verified(made.secret, one, hooks.clock())
    await hooks.emit("after")
    await hooks.receiver.until(1, "/other")
    assert [one.event["type"] for one in hooks.receiver.at("/other")] == ["after"]


async def test_old_deliveries_are_forgotten(hooks: Hooks) -> None:
    made = await hooks.create()
    await hooks.emit()
    await hooks.settled(made.webhook.id, "delivered")
    service = hooks.platform.of(Deliveries)
    hooks.advance(6 * 86_400)
    await service.purge()
    assert len(await hooks.log(made.webhook.id)) == 1
    hooks.advance(2 * 86_400)
    await service.purge()
    assert await hooks.log(made.webhook.id) == []


async def _idle(hooks: Hooks) -> bool:
    """Whether no job runs or is due."""
    listing = hooks.platform.of(JobListing)
    return not [one for one in await listing.page(None, limit=1000) if one.status != "waiting"]


async def _count(hooks: Hooks, webhook_id: str) -> int:
    page = await hooks.platform.of(Deliveries).page(
        hooks.caller, request(), webhook_id, event=None, status="held", event_id=None,
        current_page=1, page_size=1, limit=None,
    )  # fmt: skip
    return page["pagination"]["itemsTotal"]


def _rfc3339(seconds: float) -> str:
    return rfc3339(instant(seconds))


async def test_no_more_webhooks_than_there_may_be(
    hooks: Hooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stagewire.webhooks.service.MOST_WEBHOOKS", 2)
    first = await hooks.create()
    made = await asyncio.gather(*(hooks.create() for _ in range(3)), return_exceptions=True)
    errors = [one for one in made if isinstance(one, ApiError)]
    assert [(error.status, error.code) for error in errors] == [(409, "too_many_webhooks")] * 2
    await hooks.platform.of(Webhooks).delete(hooks.caller, first.webhook.id)
    await hooks.create()


async def test_interest_follows_what_is_registered(hooks: Hooks) -> None:
    """What happens often is kept only where a webhook wants it."""
    interests = hooks.platform.of(Interests)

    async def wanted(event: str, app_id: str | None = None) -> bool:
        return await interests.wanted(app_id or hooks.caller.app_id or "", "production", event)

    assert not await wanted("new-message")
    made = await hooks.create(events=["new-message", "user.*"])
    assert await wanted("new-message")
    assert await wanted("user.joined")
    assert not await wanted("other")
    assert not await wanted("new-message", "other-app")
    assert interests.known(hooks.caller.app_id or "", "production", "new-message") is True
    service = hooks.platform.of(Webhooks)
    # What happens while it is disabled is held for it, as long as events are kept.
    await service.switch(hooks.caller, made.webhook.id, False)
    assert await wanted("new-message")
    hooks.advance(8 * 86_400)
    assert not await wanted("new-message")
    await service.switch(hooks.caller, made.webhook.id, True)
    assert await wanted("new-message")
    await service.delete(hooks.caller, made.webhook.id)
    assert not await wanted("new-message")
