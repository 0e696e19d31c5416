import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const presentationId = "pres_7Hq2mX4cZ1vK9tR2yN6w";

for await (const poll of client.presentations.listPollsAll(presentationId)) {
  console.log(poll);
}
