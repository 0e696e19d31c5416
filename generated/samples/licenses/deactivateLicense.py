import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

client.licenses.deactivate_license(
    key="K7QF2-3M2XA-9TB4C-ZR8DW-5HNEG", fingerprint="a1b2c3d4e5f6"
)
