import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
room = "chat-room-1"

for member in client.realtime.iter_room_members(room):
    print(member)
