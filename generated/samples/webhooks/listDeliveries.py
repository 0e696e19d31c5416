import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
webhook_id = "webhook_1763631000000_4mQ0c7pZ1vK9"

for delivery in client.webhooks.iter_deliveries(webhook_id, event="webhook.test"):
    print(delivery)
