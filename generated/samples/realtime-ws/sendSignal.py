import asyncio
import os

from stagewire_client.realtime import connect


async def main() -> None:
    async with connect(os.environ["WS_URL"], token=os.environ["TOKEN"]) as realtime:
        room = await realtime.subscribe("call-1")
        await room.signal("conn_4mQ0c7pZ1vK9tR2y", {"sdp": "v=0"})


asyncio.run(main())
