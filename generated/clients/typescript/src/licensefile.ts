/**
 * Verifies licence files without the network, with the platform's own WebCrypto (which must know
 * Ed25519: Node 20 and newer, and the browsers of 2025).
 *
 * A licence file is a JSON Web Token signed with Ed25519 (RFC 7515, RFC 7519, RFC 8037; `typ` is
 * `license+jwt`), or such a token encrypted to a device: a compact JWE (RFC 7516) with `alg: dir`
 * and `enc: A256GCM`, whose key is HMAC-SHA256 of `stagewire license file\n<fingerprint>` under the
 * licence key's 25 characters.
 */
import type { LicenseKeySet } from "./models.js";

/** Why a licence file proves nothing here. */
export type LicenseFileErrorCode =
  | "MALFORMED"
  | "UNKNOWN_KEY"
  | "BAD_SIGNATURE"
  | "LICENSE_KEY_REQUIRED"
  | "CANNOT_DECRYPT"
  | "FINGERPRINT_REQUIRED"
  | "OTHER_DEVICE"
  | "OTHER_APPLICATION"
  | "EXPIRED"
  | "CLOCK_SET_BACK";

/** A licence file that proves nothing here; `code` says why. */
export class LicenseFileError extends Error {
  override readonly name = "LicenseFileError";

  constructor(
    readonly code: LicenseFileErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** How `verifyLicenseFile` looks at a file. */
export interface VerifyLicenseFileOptions {
  /** This device's fingerprint; needed for a file that is bound to one. */
  fingerprint?: string;
  /** The licence key; needed to decrypt. */
  licenseKey?: string;
  /** The application that the file must be for. */
  appId?: string;
  /** Now, in Unix seconds, if not by the clock. */
  now?: number;
  /**
   * The latest moment, in Unix seconds, that the software has remembered: so a clock which was set
   * back is noticed even when the file is older.
   */
  lastSeen?: number;
}

/** What a licence file proves. */
export interface VerifiedLicense {
  licenseId: string;
  appId: string;
  environment: string;
  entitlements: string[];
  /** The device it is bound to; null for any. */
  fingerprint: string | null;
  issuedAt: Date;
  expiresAt: Date;
  /** All that the file says. */
  claims: Record<string, unknown>;
}

type Bytes = Uint8Array<ArrayBuffer>;
type Json = Record<string, unknown>;

// Seconds that a clock may be behind the server's.
const LEEWAY = 300;

/**
 * What `file` proves; throws LicenseFileError if it proves nothing on this device. `keys` is the
 * application's key set as `getLicenseKeySet` answers it: build it into the software.
 */
export async function verifyLicenseFile(
  file: string,
  keys: LicenseKeySet,
  options: VerifyLicenseFileOptions = {},
): Promise<VerifiedLicense> {
  let text = file.replace(/\s+/g, "");
  if (text.split(".").length === 5) {
    text = await decrypt(text, options.licenseKey, options.fingerprint);
  }
  const claims = await verified(text, keys);
  const { sub, aud, environment, iat, exp, device, license } = claims;
  const fingerprint = device === null ? null : record(device)["fingerprint"];
  const entitlements = record(license)["entitlements"];
  if (
    typeof sub !== "string" ||
    typeof aud !== "string" ||
    typeof environment !== "string" ||
    typeof iat !== "number" ||
    typeof exp !== "number" ||
    (fingerprint !== null && typeof fingerprint !== "string") ||
    !Array.isArray(entitlements)
  ) {
    throw malformed();
  }
  if (options.appId !== undefined && options.appId !== aud) {
    throw new LicenseFileError("OTHER_APPLICATION", "The file is for another application.");
  }
  if (fingerprint !== null && options.fingerprint === undefined) {
    throw new LicenseFileError("FINGERPRINT_REQUIRED", "The file is bound to a device: say which.");
  }
  if (fingerprint !== null && fingerprint !== options.fingerprint) {
    throw new LicenseFileError("OTHER_DEVICE", "The file is for another device.");
  }
  const expiresAt = new Date(exp * 1000);
  const now = options.now ?? Date.now() / 1000;
  if (now >= exp) {
    throw new LicenseFileError("EXPIRED", `The file expired at ${expiresAt.toISOString()}.`);
  }
  if (now < Math.max(iat, options.lastSeen ?? 0) - LEEWAY) {
    throw new LicenseFileError("CLOCK_SET_BACK", "The clock is behind a moment that has been.");
  }
  return {
    licenseId: sub,
    appId: aud,
    environment,
    entitlements: entitlements.map(String),
    fingerprint,
    issuedAt: new Date(iat * 1000),
    expiresAt,
    claims,
  };
}

async function decrypt(
  text: string,
  licenseKey: string | undefined,
  fingerprint: string | undefined,
): Promise<string> {
  const [head = "", key = "", nonce = "", body = "", tag = ""] = text.split(".");
  const header = parsed(head);
  if (key !== "" || header["alg"] !== "dir" || header["enc"] !== "A256GCM" || "crit" in header) {
    throw malformed();
  }
  if (licenseKey === undefined) {
    throw new LicenseFileError("LICENSE_KEY_REQUIRED", "The file is encrypted: give the key.");
  }
  const iv = fromBase64url(nonce);
  const sealed = joined(fromBase64url(body), fromBase64url(tag));
  if (iv.length !== 12 || sealed.length < 16) {
    throw malformed();
  }
  const additionalData = new TextEncoder().encode(head);
  const secret = await contentKey(licenseKey, fingerprint ?? "");
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, secret, sealed);
    return new TextDecoder().decode(plain);
  } catch {
    throw new LicenseFileError(
      "CANNOT_DECRYPT",
      "The file is for another licence key or another device.",
    );
  }
}

async function contentKey(licenseKey: string, fingerprint: string): Promise<CryptoKey> {
  const plain = licenseKey
    .toUpperCase()
    .replace(/[- ]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  const bytes = new TextEncoder().encode(plain);
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, hmac, false, ["sign"]);
  const message = new TextEncoder().encode(`stagewire license file\n${fingerprint}`);
  const secret = await crypto.subtle.sign("HMAC", key, message);
  return crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["decrypt"]);
}

async function verified(text: string, keys: LicenseKeySet): Promise<Json> {
  const parts = text.split(".");
  const [head = "", body = "", signed = ""] = parts;
  const header = parsed(head);
  // The algorithm is ours to choose, never the file's.
  if (
    parts.length !== 3 ||
    header["alg"] !== "EdDSA" ||
    header["typ"] !== "license+jwt" ||
    "crit" in header
  ) {
    throw malformed();
  }
  const known = keys.keys.find((one) => one.kid === header["kid"]);
  if (known === undefined) {
    throw new LicenseFileError(
      "UNKNOWN_KEY",
      "The file is signed with a key that is not known here.",
    );
  }
  const raw = fromBase64url(known.x);
  const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  const bytes = new TextEncoder().encode(`${head}.${body}`);
  if (!(await crypto.subtle.verify("Ed25519", key, fromBase64url(signed, badSignature), bytes))) {
    throw badSignature();
  }
  return parsed(body);
}

function parsed(part: string): Json {
  const bytes = fromBase64url(part);
  try {
    return record(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    throw malformed();
  }
}

function record(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw malformed();
  }
  return value as Json;
}

function fromBase64url(text: string, problem = malformed): Bytes {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
    throw problem();
  }
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function joined(one: Bytes, other: Bytes): Bytes {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}

function malformed(): LicenseFileError {
  return new LicenseFileError("MALFORMED", "This is no licence file.");
}

function badSignature(): LicenseFileError {
  return new LicenseFileError("BAD_SIGNATURE", "The file was not signed by that key.");
}
