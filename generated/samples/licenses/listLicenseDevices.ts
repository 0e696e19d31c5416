import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const license = "lic_9tR2yB6xD4mQ0c7pZ1vK";

for await (const licenseDevice of client.licenses.listLicenseDevicesAll(license)) {
  console.log(licenseDevice);
}
