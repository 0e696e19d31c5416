import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
device_id = "dev_Z1vK9tR2yB6xD4mQ0c7p"

client.licenses.remove_license_device(device_id)
