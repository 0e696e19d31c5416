import os
from pathlib import Path

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
link_id = 123

link_qr = client.links.get_link_qr(link_id, format="svg")
Path("link-qr.svg").write_bytes(link_qr)
