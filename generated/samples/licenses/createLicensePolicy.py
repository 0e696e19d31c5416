import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

license_policy = client.licenses.create_license_policy(
    name="Team", max_devices=3, duration=31536000, entitlements=["export", "sync"]
)
print(license_policy)
