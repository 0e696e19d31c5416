import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

license_signing_keys = client.licenses.list_license_signing_keys()
print(license_signing_keys)
