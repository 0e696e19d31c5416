import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

turn_credentials = client.webrtc.create_turn_credentials(user_id="user-123", ttl=3600)
print(turn_credentials)
