import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const userId = "user-123";

const blockedUser = await client.realtime.blockUser(userId, { seconds: 3600 });
console.log(blockedUser);
