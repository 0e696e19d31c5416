import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

for license in client.licenses.iter_licenses(status="active"):
    print(license)
