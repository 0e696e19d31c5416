"""Follows a room, reads nothing while it tells more than the room keeps, and then reads it all."""

from __future__ import annotations

import asyncio
import json
import os

from stagewire_client.realtime import Event, Gap, Recovered, connect

EVENTS = 40


async def main() -> None:
    async with connect(token=os.environ["TOKEN"], max_queue=5) as realtime:
        room = await realtime.subscribe("slow")
        for n in range(EVENTS):
            await realtime.publish("slow", "tick", {"n": n})
        read: list[object] = []
        recovered = gaps = 0
        async for message in room:
            match message:
                case Event(data=data):
                    read.append(data["n"])
                case Recovered():
                    recovered += 1
                case Gap():
                    gaps += 1
            # That all is caught up is told last.
            if len(read) >= EVENTS and recovered:
                break
        print(json.dumps({"read": read, "recovered": recovered > 0, "gaps": gaps}))


asyncio.run(main())
