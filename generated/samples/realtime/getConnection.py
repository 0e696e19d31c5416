import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
connection_id = "conn_4mQ0c7pZ1vK9tR2y"

connection = client.realtime.get_connection(connection_id)
print(connection)
