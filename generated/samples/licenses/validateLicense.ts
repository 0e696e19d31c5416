import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const licenseValidation = await client.licenses.validateLicense({
  key: "K7QF2-3M2XA-9TB4C-ZR8DW-5HNEG",
  fingerprint: "a1b2c3d4e5f6",
  entitlements: ["export"],
});
console.log(licenseValidation);
