import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

turn_credentials = client.webrtc.get_turn_credentials(ttl=3600)
print(turn_credentials)
