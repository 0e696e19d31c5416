import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"])
app_id = "my-app-123"

license_key_set = client.licenses.get_license_key_set(app_id, environment="production")
print(license_key_set)
