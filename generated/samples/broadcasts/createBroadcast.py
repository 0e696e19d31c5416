import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

broadcast = client.broadcasts.create_broadcast(
    room="chat-room-1",
    event="new-message",
    data={
        "user_id": "user-123",
        "message": "Hello everyone!",
        "timestamp": 1704110400000,
    },
)
print(broadcast)
