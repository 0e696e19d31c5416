import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

for license_policy in client.licenses.iter_license_policies():
    print(license_policy)
