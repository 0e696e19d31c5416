/** Verifies the licence files of standard input with the TypeScript client. */
import { readFileSync } from "node:fs";

import { LicenseFileError, verifyLicenseFile, type LicenseKeySet } from "@stagewire/client";

interface Case {
  file: string;
  keys: LicenseKeySet;
  fingerprint?: string;
  license_key?: string;
  app_id?: string;
  now?: number;
  last_seen?: number;
}

const outcomes: unknown[] = [];
for (const one of JSON.parse(readFileSync(0, "utf-8")) as Case[]) {
  try {
    const found = await verifyLicenseFile(one.file, one.keys, {
      ...(one.fingerprint === undefined ? {} : { fingerprint: one.fingerprint }),
      ...(one.license_key === undefined ? {} : { licenseKey: one.license_key }),
      ...(one.app_id === undefined ? {} : { appId: one.app_id }),
      ...(one.now === undefined ? {} : { now: one.now }),
      ...(one.last_seen === undefined ? {} : { lastSeen: one.last_seen }),
    });
    outcomes.push({
      license_id: found.licenseId,
      app_id: found.appId,
      environment: found.environment,
      entitlements: found.entitlements,
      fingerprint: found.fingerprint,
      issued_at: found.issuedAt.getTime() / 1000,
      expires_at: found.expiresAt.getTime() / 1000,
      name: (found.claims["license"] as { name: unknown }).name,
    });
  } catch (error) {
    outcomes.push(error instanceof LicenseFileError ? error.code : String(error));
  }
}
console.log(JSON.stringify(outcomes));
