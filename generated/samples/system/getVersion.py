import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"])

version = client.system.get_version()
print(version)
