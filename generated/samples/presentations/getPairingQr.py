import os
from pathlib import Path

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"])
code = "K7QF-3M2X"

pairing_qr = client.presentations.get_pairing_qr(code)
Path("pairing-qr.svg").write_bytes(pairing_qr)
