import asyncio
import os

from stagewire_client.realtime import connect


async def main() -> None:
    async with connect(os.environ["WS_URL"], token=os.environ["TOKEN"]) as realtime:
        published = await realtime.publish(
            "chat-room-1", "new-message", {"message": "Hello"}, key="a1"
        )
        print(published)


asyncio.run(main())
