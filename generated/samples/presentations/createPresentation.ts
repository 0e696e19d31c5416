import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const presentation = await client.presentations.createPresentation({
  title: "Quarterly review",
  slides: [
    { title: "Welcome", notes: "Thank everybody for coming.", duration: 60 },
    {
      title: "Figures",
      notes: "Let the audience guess first.",
      steps: 2,
      duration: 300,
    },
  ],
});
console.log(presentation);
