import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

analytics = client.analytics.get_analytics(period="24h")
print(analytics)
