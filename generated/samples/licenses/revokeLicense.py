import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
license_name = "lic_9tR2yB6xD4mQ0c7pZ1vK"

license = client.licenses.revoke_license(license_name)
print(license)
