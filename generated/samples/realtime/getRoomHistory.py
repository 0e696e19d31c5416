import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
room = "chat-room-1"

room_history = client.realtime.get_room_history(room, after=12)
print(room_history)
