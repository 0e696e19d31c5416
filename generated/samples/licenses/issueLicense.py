import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

license = client.licenses.issue_license(
    policy_id="pol_4mQ0c7pZ1vK9tR2yB6xD",
    holder="anna@example.com",
    metadata={"order": "8714"},
)
print(license)
