import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

for connection in client.realtime.iter_connections(room="chat-room-1"):
    print(connection)
