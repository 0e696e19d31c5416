import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
device_id = "dev_Z1vK9tR2yB6xD4mQ0c7p"

license_device = client.licenses.rename_license_device(
    device_id, name="Anna's new laptop"
)
print(license_device)
