import os

from stagewire_client import Stagewire
from stagewire_client.models import PresentationCommand

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
presentation_id = "pres_7Hq2mX4cZ1vK9tR2yN6w"

command_done = client.presentations.send_command(
    presentation_id, command=PresentationCommand(name="next")
)
print(command_done)
