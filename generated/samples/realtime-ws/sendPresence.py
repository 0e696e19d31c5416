import asyncio
import os

from stagewire_client.realtime import connect


async def main() -> None:
    async with connect(os.environ["WS_URL"], token=os.environ["TOKEN"]) as realtime:
        members = await realtime.presence("chat-room-1")
        print(members)


asyncio.run(main())
