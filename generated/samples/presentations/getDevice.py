import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
presentation_id = "pres_7Hq2mX4cZ1vK9tR2yN6w"
device_id = "dev_4mQ0c7pZ1vK9tR2yN6wE"

device = client.presentations.get_device(presentation_id, device_id)
print(device)
