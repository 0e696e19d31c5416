import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
user_id = "user-123"

disconnected_user = client.realtime.disconnect_user(user_id)
print(disconnected_user)
