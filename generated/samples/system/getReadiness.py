import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"])

readiness = client.system.get_readiness()
print(readiness)
