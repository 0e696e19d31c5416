import os
from datetime import datetime, timezone

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
webhook_id = "webhook_1763631000000_4mQ0c7pZ1vK9"

replayed = client.webhooks.replay_deliveries(
    webhook_id,
    since=datetime(2026, 11, 20, 0, 0, tzinfo=timezone.utc),
    statuses=["failed", "held"],
)
print(replayed)
