import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
room = "chat-room-1"

closed_room = client.realtime.close_room(room)
print(closed_room)
