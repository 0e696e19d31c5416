import asyncio
import os

from stagewire_client.realtime import connect


async def main() -> None:
    async with connect(os.environ["WS_URL"], token=os.environ["TOKEN"]) as realtime:
        events = await realtime.history("chat-room-1", after=12, limit=50)
        print(events)


asyncio.run(main())
