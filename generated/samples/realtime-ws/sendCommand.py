import asyncio
import os

from stagewire_client.models import PresentationCommand
from stagewire_client.realtime import Command, connect


async def main() -> None:
    async with connect(os.environ["WS_URL"], token=os.environ["TOKEN"]) as realtime:
        done = await realtime.request(
            Command(
                presentation="pres_7Hq2mX4cZ1vK9tR2yN6w",
                command=PresentationCommand(name="next"),
                version=6,
                key="a1",
            )
        )
        print(done)


asyncio.run(main())
