import asyncio
import os

from stagewire_client.realtime import connect


async def main() -> None:
    async with connect(os.environ["WS_URL"], token=os.environ["TOKEN"]) as realtime:
        room = await realtime.subscribe("chat-room-1")
        print(room.subscribed)


asyncio.run(main())
