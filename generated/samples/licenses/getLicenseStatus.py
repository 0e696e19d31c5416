import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
license = "lic_9tR2yB6xD4mQ0c7pZ1vK"

license_status = client.licenses.get_license_status(license)
print(license_status)
