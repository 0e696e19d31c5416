import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

for relayed_user in client.webrtc.iter_get_relay_usage(period="7d"):
    print(relayed_user)
