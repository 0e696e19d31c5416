import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

webhook_with_secret = client.webhooks.create_webhook(
    url="https://your-app.com/webhook",
    secret="your-webhook-secret",
    events=["new-message", "user-joined", "*"],
)
print(webhook_with_secret)
