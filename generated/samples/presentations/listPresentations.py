import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

for presentation_summary in client.presentations.iter_presentations(status="live"):
    print(presentation_summary)
