import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const connectionId = "conn_4mQ0c7pZ1vK9tR2y";

const connection = await client.realtime.getConnection(connectionId);
console.log(connection);
