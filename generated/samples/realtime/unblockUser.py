import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
user_id = "user-123"

client.realtime.unblock_user(user_id)
