"""What a reader of a room may rely on: in Python and Go however slowly it reads, in TypeScript from
the moment in which the room is followed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.clients.links import Link
from tests.clients.programs import (
    DRIVERS,
    PYTHON_CLIENT,
    GoPrograms,
    PythonPrograms,
    TypeScriptPrograms,
    clean,
    run,
)
from tests.clients.realtime_scenarios import Stage, numbers
from tests.support import sockets
from tests.support.server import Server

ALL = {"read": list(range(40)), "recovered": True, "gaps": 0}


@pytest.fixture
def environment(server: Server, application: dict[str, Any]) -> dict[str, str]:
    token = sockets.token(server.base_url, application, rooms=sockets.EVERYTHING, user_id="ada")
    return {"STAGEWIRE_BASE_URL": server.base_url, "TOKEN": token}


def test_python(environment: dict[str, str], python_programs: PythonPrograms) -> None:
    given = {**environment, "PYTHONPATH": str(PYTHON_CLIENT)}
    script = DRIVERS / "slow_reader.py"
    assert json.loads(run([sys.executable, script], python_programs.folder, given)) == ALL


def test_go(environment: dict[str, str], go_programs: GoPrograms) -> None:
    assert json.loads(go_programs.main("slow_reader", environment)) == ALL


def test_typescript(
    realtime_server: Server, typescript_programs: TypeScriptPrograms, tmp_path: Path, redis_url: str
) -> None:
    """Events that come in one packet with the answer to `subscribe`."""
    stage = Stage(realtime_server, typescript_programs.peer, tmp_path, redis_url)
    try:
        link = stage.link()
        peer, other = stage.connected(link.url), stage.connected()
        other.call("subscribe", room="chat")
        link.hold_answers()
        following = peer.start("follow", room="chat", count=3)
        other.until("join", room="chat")
        stage.publish("chat", 3)
        assert numbers(other, "chat", 3) == [0, 1, 2]
        link.let_answers()
        assert peer.result(following) == [1, 2, 3]
    finally:
        stage.close()


def test_python_programs_that_must_not_pass(tmp_path: Path) -> None:
    """Messages and replies are typed: a strict checker finds what does not fit."""
    program = tmp_path / "wrong.py"
    program.write_text(
        "from stagewire_client.realtime import Event, Publish, Published, Realtime, Room\n\n\n"
        "async def main(realtime: Realtime, room: Room) -> None:\n"
        "    right: Published = await realtime.request(Publish(room='a', event='e'))\n"
        "    print(right.offset)\n"
        "    wrong: Event = await realtime.request(Publish(room='a', event='e'))\n"
        "    await realtime.request(Publish(room='a'))\n"
        "    await room.publish(1)\n"
        "    async for message in room:\n"
        "        print(message.data)\n"
    )
    options = ["--strict", "--config-file", "", "--cache-dir", str(tmp_path / "cache")]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(program)],
        env={**clean(), "MYPYPATH": str(PYTHON_CLIENT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    lines = {line.split(":")[1] for line in done.stdout.splitlines() if ": error:" in line}
    assert lines == {"7", "8", "9", "11"}, done.stdout


def test_python_says_what_is_missing(tmp_path: Path) -> None:
    """The client needs `websockets` only for its realtime part."""
    (tmp_path / "websockets.py").write_text("raise ImportError('not here')\n")
    program = (
        "import stagewire_client\n"
        "try:\n"
        "    import stagewire_client.realtime\n"
        "except ImportError as error:\n"
        "    print(error)\n"
    )
    given = {"PYTHONPATH": f"{tmp_path}:{PYTHON_CLIENT}"}
    printed = run([sys.executable, "-c", program], tmp_path, given)
    assert printed == "install stagewire-client[realtime] for realtime connections\n"


def test_python_gives_up_connecting_in_time(tmp_path: Path) -> None:
    """To a server that takes connections and is silent, or with a token that never comes: the
    time for all tries ends the one that is under way."""
    program = (
        "import asyncio, socket\n"
        "from stagewire_client.realtime import RealtimeError, connect\n\n"
        "async def never() -> str:\n"
        "    return await asyncio.get_running_loop().create_future()\n\n"
        "async def main():\n"
        "    listener = socket.create_server(('127.0.0.1', 0))\n"
        "    url = f'http://127.0.0.1:{listener.getsockname()[1]}'\n"
        "    for token in ('a.b.c', never):\n"
        "        try:\n"
        "            await connect(url, token=token, connect_timeout=0.2, open_timeout=3600)\n"
        "        except RealtimeError as error:\n"
        "            print(type(error).__name__, len(asyncio.all_tasks()))\n\n"
        "asyncio.run(main())\n"
    )
    given = {"PYTHONPATH": str(PYTHON_CLIENT)}
    printed = run([sys.executable, "-c", program], tmp_path, given)
    assert printed == "RealtimeConnectionError 1\n" * 2


def test_python_requests_in_the_moment_of_a_loss(server: Server, tmp_path: Path) -> None:
    """Something is asked in every turn of the event loop, the one in which the connection breaks
    among them; the loop goes on."""
    application = server.application()
    token = sockets.token(server.base_url, application, rooms=sockets.EVERYTHING)
    link = Link(server.base_url)
    program = (
        "import asyncio, sys\n"
        "from stagewire_client.realtime import RealtimeError, connect\n\n"
        "async def main():\n"
        "    lost = asyncio.Event()\n"
        "    changed = lambda change: change.status == 'reconnecting' and lost.set()\n"
        "    url, token = sys.argv[1:]\n"
        "    async with connect(url, token=token, on_state=changed) as realtime:\n"
        "        asking = set()\n"
        "        while not lost.is_set():\n"
        "            asking.add(asyncio.create_task(realtime.presence('chat')))\n"
        "            if len(asking) == 1:\n"
        "                print('asking', flush=True)\n"
        "            await asyncio.sleep(0)\n"
        "    await asyncio.gather(*asking, return_exceptions=True)\n"
        "    print('lost')\n\n"
        "asyncio.run(main())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, link.url, token],
        env={**clean(), "PYTHONPATH": str(PYTHON_CLIENT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "asking\n"
        link.cut()
        assert process.communicate(timeout=60)[0] == "lost\n"
    finally:
        process.kill()
        process.wait()
        link.close()
