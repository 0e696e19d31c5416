import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
link_id = 123

link = client.links.get_link(link_id)
print(link)
