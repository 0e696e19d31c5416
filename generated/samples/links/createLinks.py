import os

from stagewire_client import Stagewire
from stagewire_client.models import CreateLink

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

created_links = client.links.create_links(
    links=[
        CreateLink(url="https://example.com/a"),
        CreateLink(url="https://example.com/b", name="The second"),
    ]
)
print(created_links)
