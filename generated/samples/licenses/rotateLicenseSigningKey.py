import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

license_signing_keys = client.licenses.rotate_license_signing_key(
    keep_previous=31536000
)
print(license_signing_keys)
