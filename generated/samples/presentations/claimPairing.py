import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"])
code = "K7QF-3M2X"

claimed_pairing = client.presentations.claim_pairing(code, name="Anna's phone")
print(claimed_pairing)
