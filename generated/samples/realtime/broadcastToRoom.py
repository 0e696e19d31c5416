import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
room = "chat-room-1"

room_broadcast = client.realtime.broadcast_to_room(
    room,
    event="new-message",
    data={"user_id": "user-123", "message": "Hello everyone!"},
)
print(room_broadcast)
