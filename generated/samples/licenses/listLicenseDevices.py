import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
license = "lic_9tR2yB6xD4mQ0c7pZ1vK"

for license_device in client.licenses.iter_license_devices(license):
    print(license_device)
