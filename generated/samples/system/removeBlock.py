import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

removed_block = client.system.remove_block(
    rule="license-guesses", identity="203.0.113.7"
)
print(removed_block)
