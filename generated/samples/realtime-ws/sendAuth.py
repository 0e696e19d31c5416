import asyncio
import os

from stagewire_client.realtime import connect


async def main() -> None:
    async with connect(os.environ["WS_URL"], token=os.environ["TOKEN"]) as realtime:
        print(realtime.connection_id, realtime.user_id)


asyncio.run(main())
