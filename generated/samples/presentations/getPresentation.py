import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
presentation_id = "pres_7Hq2mX4cZ1vK9tR2yN6w"

presentation = client.presentations.get_presentation(presentation_id)
print(presentation)
