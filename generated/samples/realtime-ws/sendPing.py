import asyncio
import os

from stagewire_client.realtime import Ping, connect


async def main() -> None:
    async with connect(os.environ["WS_URL"], token=os.environ["TOKEN"]) as realtime:
        pong = await realtime.request(Ping())
        print(pong)


asyncio.run(main())
