import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

for webhook in client.webhooks.iter_webhooks():
    print(webhook)
