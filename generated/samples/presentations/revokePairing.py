import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
presentation_id = "pres_7Hq2mX4cZ1vK9tR2yN6w"
pairing_id = "pair_4mQ0c7pZ1vK9tR2yN6wE"

client.presentations.revoke_pairing(presentation_id, pairing_id)
