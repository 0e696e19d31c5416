import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

created_application = client.applications.create_application(
    app_id="my-app-123", name="My application", allowed_domain="example.com"
)
print(created_application)
