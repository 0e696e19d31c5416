import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
user_id = "user-123"

blocked_user = client.realtime.block_user(user_id, seconds=3600)
print(blocked_user)
