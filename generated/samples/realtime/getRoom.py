import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
room_name = "chat-room-1"

room = client.realtime.get_room(room_name)
print(room)
