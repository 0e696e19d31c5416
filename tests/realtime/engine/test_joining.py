"""Who is idle is written to at once; what comes for a busy room goes out together, and nothing
waits for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from stagewire.realtime.connection import Connection, Subscription
from stagewire.realtime.grants import identify
from stagewire.realtime.outbox import IDLE, LONGEST, Outbox
from stagewire.realtime.room import Room
from stagewire.realtime.types import Position, RoomKey


class Wire:
    """Keeps what is written, one item for each write."""

    congested = False

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.takes: Callable[[], None] = lambda: None

    def write(self, data: bytes) -> None:
        self.written.append(data)
        self.takes()

    put = write

    def waiting(self) -> int:
        return 0

    def close(self, name: str, reason: str = "") -> None:
        raise AssertionError(f"closed: {name}")

    def refreshed(self) -> None: ...


class Scene:
    """A room with one subscriber; time passes when it is told to."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.outbox = Outbox()
        self.outbox.now = lambda: self.time
        self.wire = Wire()
        self.room = self.another()
        self._offset = 0

    def another(self, name: str = "lobby") -> Room:
        room = Room(RoomKey("app", name), self.outbox)
        if not hasattr(self, "connection"):
            claims: dict[str, Any] = {"app_id": "app", "exp": 2e9, "jti": "one"}
            self.connection = Connection(
                "conn_1",
                self.wire,
                self.outbox,
                2**20,
                ip="127.0.0.1",
                origin=None,
                identity=identify(claims),
                connected_at=self.time,
            )
        self.connection.subscriptions[room.key] = Subscription(room, None)
        self.connection.settle()
        room.add(self.connection, False)
        return room

    def pass_time(self, seconds: float) -> None:
        self.time += seconds

    def deliver(self, room: Room | None = None) -> None:
        self._offset += 1
        body = b'{"offset":%d}' % self._offset
        (room or self.room).deliver(Position("epoch", self._offset), body)

    def offsets(self) -> list[list[int]]:
        """Of each write the events."""
        found = []
        for data in self.wire.written:
            pieces = data.split(b'"offset":')[1:]
            found.append([int(piece[: piece.index(b"}")]) for piece in pieces])
        return found


@pytest.fixture
async def scene() -> Scene:
    return Scene()


async def rounds(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_an_idle_room_is_told_at_once(scene: Scene) -> None:
    scene.deliver()
    assert scene.offsets() == [[1]]
    scene.pass_time(2 * IDLE)
    scene.deliver()
    assert scene.offsets() == [[1], [2]]


async def test_a_busy_room_is_told_soon_and_together(scene: Scene) -> None:
    scene.deliver()
    scene.deliver()
    scene.deliver()
    assert scene.offsets() == [[1]]
    await rounds(3)
    assert scene.offsets() == [[1], [2, 3]]


async def test_a_burst_is_waited_for_once_it_is_known(scene: Scene) -> None:
    """Messages that come a few rounds of the loop apart, as those from other processes do."""

    async def burst() -> None:
        for _ in range(4):
            scene.deliver()
            await rounds(4)
            scene.pass_time(IDLE / 20)
        await rounds(4)
        scene.pass_time(IDLE / 4)
        await rounds(4)

    # Telling everybody takes a while, so it is worth waiting.
    scene.wire.takes = lambda: scene.pass_time(IDLE / 2)
    for _ in range(40):
        await burst()
    sizes = [len(write) for write in scene.offsets()]
    assert sum(sizes) == 160
    assert [offset for write in scene.offsets() for offset in write] == list(range(1, 161))
    assert max(sizes) > 1


async def test_what_comes_all_the_time_does_not_keep_a_room_waiting(scene: Scene) -> None:
    scene.deliver()
    begun = scene.time
    while len(scene.wire.written) == 1:
        scene.deliver()
        await rounds(1)
        scene.pass_time(LONGEST / 10)
        assert scene.time <= begun + 2 * LONGEST
    first, second = scene.offsets()
    assert first + second == list(range(1, len(first + second) + 1))


async def test_who_is_in_several_rooms_gets_them_in_one_write(scene: Scene) -> None:
    other = scene.another("other")
    scene.deliver()
    scene.deliver(other)
    for _ in range(2):
        scene.deliver()
        scene.deliver(other)
    await rounds(4)
    writes = scene.offsets()
    assert sorted(offset for write in writes for offset in write) == [1, 2, 3, 4, 5, 6]
    # Each room in its own order, both in one.
    assert writes[-1] == [3, 5, 4, 6]


async def test_nothing_is_written_after_the_end(scene: Scene) -> None:
    scene.deliver()
    scene.deliver()
    scene.connection.drop()
    await rounds(4)
    scene.pass_time(2 * IDLE)
    scene.deliver()
    assert scene.offsets() == [[1]]
