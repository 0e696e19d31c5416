import os

from stagewire_client import Stagewire
from stagewire_client.models import BatchedBroadcast

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

broadcast_results = client.broadcasts.create_broadcasts(
    broadcasts=[
        BatchedBroadcast(
            room="chat-room-1", event="new-message", data={"message": "Hello everyone!"}
        ),
        BatchedBroadcast(room="chat-room-2", event="closing"),
    ]
)
print(broadcast_results)
