import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"])

token = client.applications.create_token(
    app_id="my-app-123",
    app_secret="your-app-secret",
    payload={"user_id": "user-123", "name": "John Doe"},
)
print(token)
