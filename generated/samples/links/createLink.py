import os

from stagewire_client import Stagewire

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

link = client.links.create_link(
    url="https://example.com/some/long/url",
    name="My campaign link",
    utm_source="newsletter",
    utm_campaign="spring_sale",
)
print(link)
