import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"])

health = client.system.get_health()
print(health)
