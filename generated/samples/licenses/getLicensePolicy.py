import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
policy_id = "pol_4mQ0c7pZ1vK9tR2yB6xD"

license_policy = client.licenses.get_license_policy(policy_id)
print(license_policy)
