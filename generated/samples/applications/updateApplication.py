import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])
app_id = "my-app-123"

application = client.applications.update_application(
    app_id, allowed_domain="example.com", rate_limit=60, status=True
)
print(application)
