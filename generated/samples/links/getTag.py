import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
tag_id = 1

tag = client.links.get_tag(tag_id)
print(tag)
