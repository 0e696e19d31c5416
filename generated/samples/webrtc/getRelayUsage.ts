import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

for await (const relayedUser of client.webrtc.getRelayUsageAll({ period: "7d" })) {
  console.log(relayedUser);
}
