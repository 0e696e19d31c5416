import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

key_with_secret = client.keys.create_key(name="Newsletter", scopes=["links:write"])
print(key_with_secret)
