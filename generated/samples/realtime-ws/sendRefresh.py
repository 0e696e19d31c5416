import asyncio
import os

from stagewire_client.realtime import connect


async def fetch_token() -> str:
    """Called whenever the last token ends: ask your own server here."""
    return os.environ["TOKEN"]


async def main() -> None:
    async with connect(os.environ["WS_URL"], token=fetch_token) as realtime:
        print(realtime.connection_id, realtime.user_id)


asyncio.run(main())
