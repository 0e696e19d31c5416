"""Who gets in, how, and for how long."""

from __future__ import annotations

import asyncio
from typing import Any

import jwt
import pytest
from sqlalchemy import update
from sqlmodel import col
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from stagewire.access.authenticator import TOPIC
from stagewire.access.tables import Application
from stagewire.access.tokens import ClientTokens
from stagewire.contract.types import LimitRule
from stagewire.platform import Platform
from stagewire.realtime.admission import fits_domain
from tests.realtime.engine.client import Client, messages
from tests.realtime.engine.stage import APP, Stage, serving
from tests.support.clock import Clock


async def refusal(stage: Stage, query: str, **options: Any) -> tuple[int, str]:
    async with connect(f"{stage.url}{query}", proxy=None, **options) as socket:
        return await Client(socket).closed()


async def change(platform: Platform, app_id: str = APP, **values: Any) -> None:
    async with platform.database.begin() as session:
        await session.exec(
            update(Application).where(col(Application.app_id) == app_id).values(**values)
        )
    await platform.bus.publish(TOPIC, {"app_id": app_id})


async def test_the_token_may_be_a_subprotocol(stage: Stage) -> None:
    offered = ["stagewire.v1", f"stagewire.token.{stage.token(user_id='u')}"]
    async with connect(stage.url, proxy=None, subprotocols=offered) as socket:
        assert socket.subprotocol == "stagewire.v1"
        assert (await Client(socket).next("welcome"))["user_id"] == "u"


async def test_the_token_may_come_first(stage: Stage) -> None:
    async with connect(stage.url, proxy=None) as socket:
        client = Client(socket)
        welcome = await client.answer("welcome", "auth", token=stage.token(user_id="u"))
        assert welcome["user_id"] == "u"
        again = await client.answer("error", "auth", token=stage.token())
        assert again["code"] == "already_authenticated"


async def test_what_is_sent_right_after_the_token_is_not_lost(stage: Stage) -> None:
    async with connect(stage.url, proxy=None) as socket:
        client = Client(socket)
        await client.send("auth", token=stage.token())
        await client.send("subscribe", room="lobby")
        await client.send("publish", room="lobby", event="e")
        for kind in ("welcome", "subscribed", "published", "event"):
            await client.next(kind)


@pytest.mark.parametrize(
    "text", ['{"type":"ping"}', "nonsense", '{"type":"auth"}', '{"type":"auth","token":"x.y.z"}']
)
async def test_anything_else_first_is_refused(stage: Stage, text: str) -> None:
    async with connect(stage.url, proxy=None) as socket:
        await socket.send(text)
        assert (await Client(socket).closed())[0] == 4001


async def test_a_token_must_come_in_time(stage: Stage) -> None:
    async with connect(stage.url, proxy=None) as socket:
        stage.pass_time(12)
        assert (await Client(socket).closed())[0] == 4001


def forged(stage: Stage, kind: str) -> str:
    good = stage.token(user_id="u")
    claims = jwt.decode(good, options={"verify_signature": False})
    if kind == "alg none":
        return jwt.encode(claims, None, algorithm="none")
    if kind == "another key":
        return jwt.encode(claims, "another secret, as long as the right one", "HS256")
    if kind == "another application":
        head, _, signature = good.split(".")
        body = jwt.encode({**claims, "app_id": "other-app"}, "x" * 32, "HS256").split(".")[1]
        return f"{head}.{body}.{signature}"
    if kind == "expired":
        stage.clock.advance(86_400)
        return good
    assert kind == "nonsense"
    return "nonsense"


@pytest.mark.parametrize(
    "kind", ["alg none", "another key", "another application", "expired", "nonsense"]
)
async def test_a_forged_token_is_refused(stage: Stage, kind: str) -> None:
    code, reason = await refusal(stage, f"?token={forged(stage, kind)}")
    assert code == 4001 and "token" in reason.lower()
    assert not stage.hub.connections


@pytest.mark.parametrize(
    "payload",
    [
        {"user_id": ""},
        {"user_id": "u" * 129},
        {"user_id": ["u"]},
        {"user_id": True},
        {"rooms": []},
        {"rooms": {"*": "publish"}},
        {"rooms": {"*": ["everything"]}},
        {"rooms": {"*": [["publish"]]}},
        {"rooms": {"r" * 129: ["publish"]}},
        {"rooms": {str(n): ["publish"] for n in range(101)}},
    ],
)
async def test_a_token_that_says_nonsense_is_refused(stage: Stage, payload: Any) -> None:
    token = stage.platform.of(ClientTokens).issue(APP, payload).token
    code, reason = await refusal(stage, f"?token={token}")
    assert code == 4001 and next(iter(payload)) in reason


async def test_wrong_tokens_count_against_the_address(hall: Platform, clock: Clock) -> None:
    rule = LimitRule("wrong-tokens", 2, 60, "ip", (60,))
    async with serving(hall, messages(), clock, failures=rule) as stage:
        assert (await refusal(stage, "?token=a"))[0] == 4001
        async with stage.client():
            pass
        for _ in range(3):
            await refusal(stage, "?token=a")
        assert (await refusal(stage, f"?token={stage.token()}"))[0] == 4009


async def test_other_paths_are_not_found(stage: Stage) -> None:
    for path in ("/", "/realtime/x", "/api/realtime"):
        with pytest.raises(InvalidStatus) as refused:
            await connect(f"ws://127.0.0.1:{stage.port}{path}", proxy=None)
        assert refused.value.response.status_code == 404
    await stage.empty()


async def test_an_application_that_is_off_lets_nobody_in(stage: Stage) -> None:
    await change(stage.platform, status=False)
    assert (await refusal(stage, f"?token={stage.token()}"))[0] == 4007
    assert (await refusal(stage, f"?token={stage.token('no-such-app')}"))[0] == 4007


async def test_switching_an_application_off_closes_its_connections(stage: Stage) -> None:
    async with stage.client() as mine, stage.client(app_id="other-app") as other:
        await change(stage.platform, status=False)
        assert (await mine.closed())[0] == 4007
        await other.answer("pong", "ping")


async def test_deleting_an_application_closes_its_connections(stage: Stage) -> None:
    from stagewire.storage.types import instant

    async with stage.client() as mine:
        await change(stage.platform, deleted_at=instant(stage.clock()))
        assert (await mine.closed())[0] == 4007


async def test_pages_of_other_domains_are_refused(stage: Stage) -> None:
    await change(stage.platform, allowed_domain="example.com")
    query = f"?token={stage.token()}"
    code, _ = await refusal(stage, query, origin="https://evil.example")
    assert code == 4003
    assert (await refusal(stage, query, origin="null"))[0] == 4003
    options = {"origin": "https://example.com"}
    async with stage.client(options=options) as page, stage.client() as program:
        await change(stage.platform, allowed_domain="example.org")
        assert (await page.closed())[0] == 4003
        await program.answer("pong", "ping")


@pytest.mark.parametrize(
    ("origin", "allowed", "fits"),
    [
        ("https://anywhere.example", None, True),
        ("https://example.com", "example.com", True),
        ("https://EXAMPLE.com:8443", "Example.com", True),
        ("https://example.com:8443", "example.com:8443", True),
        ("https://example.com", "example.com:8443", False),
        ("https://example.com", "example.com:443", True),
        ("http://example.com", "example.com:80", True),
        ("https://a.example.com", "example.com", False),
        ("https://a.example.com", "*.example.com", True),
        ("https://a.b.example.com", "*.example.com", True),
        ("https://example.com", "*.example.com", False),
        ("https://badexample.com", "*.example.com", False),
        ("https://example.com.evil.org", "example.com", False),
        ("https://evil.org/example.com", "example.com", False),
        ("https://example.com@evil.org", "example.com", False),
        ("file://example.com", "example.com", False),
        ("null", "example.com", False),
        ("", "example.com", False),
        ("https://[", "example.com", False),
        ("https://example.com:x", "example.com", False),
    ],
)
def test_origins(origin: str, allowed: str | None, fits: bool) -> None:
    assert fits_domain(origin, allowed) is fits


async def test_a_token_ends_with_a_warning(stage: Stage) -> None:
    async with stage.client() as client:
        stage.pass_time(86_400 - 62)
        await client.answer("pong", "ping")
        assert client.left() == []
        stage.pass_time(4)
        expiring = await client.next("expiring")
        assert expiring["expires_at"] == client.welcome["expires_at"]
        stage.pass_time(60)
        assert (await client.closed())[0] == 4005


async def test_a_refreshed_token_keeps_the_rooms(stage: Stage) -> None:
    async with stage.client(user_id="u") as client, stage.client() as other:
        await client.subscribe("lobby")
        stage.pass_time(86_400 - 50)
        await client.next("expiring")
        refreshed = await client.answer("refreshed", "refresh", token=stage.token(user_id="u"))
        assert refreshed["expires_at"] == (int(stage.clock()) + 86_400) * 1000
        stage.pass_time(60)
        async with stage.client() as third:
            await third.publish("lobby")
        await client.next("event")
        assert (await other.closed())[0] == 4005


async def test_a_refreshed_token_may_allow_less(stage: Stage) -> None:
    async with stage.client(user_id="u") as client, stage.client() as other:
        for room in ("a", "b"):
            await client.subscribe(room)
            await other.subscribe(room)
        less = stage.token(user_id="u", rooms={"b": ["subscribe"]})
        await client.answer("refreshed", "refresh", token=less)
        assert (await client.next("unsubscribed"))["room"] == "a"
        for room in ("a", "b"):
            assert (await other.next("leave"))["room"] == room
        assert (await client.request("publish", room="b", event="e"))["code"] == "forbidden"
        await other.publish("a")
        await other.publish("b")
        assert (await client.next("event"))["room"] == "b"


@pytest.mark.parametrize("whose", ["other-app", "other user", "forged"])
async def test_a_refresh_cannot_change_who_one_is(stage: Stage, whose: str) -> None:
    async with stage.client(user_id="u") as client:
        token = {
            "other-app": stage.token("other-app", user_id="u"),
            "other user": stage.token(user_id="v"),
            "forged": "a.b.c",
        }[whose]
        error = await client.answer("error", "refresh", token=token)
        assert (error["code"], error["field"]) == ("invalid_token", "token")
        await client.answer("pong", "ping")


@pytest.mark.parametrize("limits", [{"connections_per_ip": 2}])
async def test_an_address_has_so_many_connections(stage: Stage, limits: dict[str, int]) -> None:
    async with stage.client(), stage.client():
        assert (await refusal(stage, f"?token={stage.token()}"))[0] == 4009
    await stage.empty()
    async with stage.client():
        pass


@pytest.mark.parametrize("limits", [{"connections_per_application": 1}])
async def test_an_application_has_so_many_connections(stage: Stage, limits: dict[str, int]) -> None:
    async with stage.client(), stage.client(app_id="other-app"):
        assert (await refusal(stage, f"?token={stage.token()}"))[0] == 4009


async def test_who_leaves_while_being_looked_at_leaves_nothing(stage: Stage) -> None:
    for _ in range(20):
        socket = await connect(f"{stage.url}?token={stage.token()}", proxy=None)
        socket.transport.abort()
    await asyncio.sleep(0)
    await stage.empty()
    assert stage.hub.wires == 0 and not stage.hub.rooms
