import os

from stagewire_client import Stagewire
from stagewire_client.models import DefineSlide

client = Stagewire(base_url=os.environ["BASE_URL"], api_key=os.environ["API_KEY"])

presentation = client.presentations.create_presentation(
    title="Quarterly review",
    slides=[
        DefineSlide(title="Welcome", notes="Thank everybody for coming.", duration=60),
        DefineSlide(
            title="Figures",
            notes="Let the audience guess first.",
            steps=2,
            duration=300,
        ),
    ],
)
print(presentation)
