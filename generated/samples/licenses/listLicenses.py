import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

for license in client.licenses.iter_licenses(policy_id="pol_4mQ0c7pZ1vK9tR2yB6xD"):
    print(license)
