import os
from datetime import date

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
link_id = 123

link_stats = client.links.get_link_stats(link_id, from_=date(2026, 11, 1))
print(link_stats)
