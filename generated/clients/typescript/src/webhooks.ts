/**
 * Webhooks: what arrives is verified, and read as the event it is. Signatures are those of Standard
 * Webhooks 1.0 (https://www.standardwebhooks.com), checked by Web Crypto (Node 20, browsers).
 */
import { StagewireError } from "./errors.js";
import type {
  ApplicationCreatedEvent,
  ApplicationDeletedEvent,
  ApplicationUpdatedEvent,
  DeviceActivatedEvent,
  DeviceDeactivatedEvent,
  DeviceUpdatedEvent,
  KeyCreatedEvent,
  KeyRevokedEvent,
  KeyRotatedEvent,
  LicenseExpiredEvent,
  LicenseIssuedEvent,
  LicenseReinstatedEvent,
  LicenseRenewedEvent,
  LicenseRevokedEvent,
  LicenseSuspendedEvent,
  LicenseUpdatedEvent,
  LinkCreatedEvent,
  LinkExpiredEvent,
  LinkRevokedEvent,
  LinkUpdatedEvent,
  PollClosedEvent,
  PresentationCreatedEvent,
  PresentationDeletedEvent,
  PresentationEndedEvent,
  PresentationSlideChangedEvent,
  PresentationStartedEvent,
  RoomOccupiedEvent,
  RoomVacatedEvent,
  UserJoinedEvent,
  UserLeftEvent,
  WebhookDisabledEvent,
  WebhookFailingEvent,
  WebhookTestEvent,
} from "./models.js";

/** It was not sent by the server, or not just now: answer 400 and do nothing. */
export class WebhookVerificationError extends StagewireError {}

/** An event that this version knows; `type` tells which it is. */
export type KnownEvent =
  | ApplicationCreatedEvent
  | ApplicationDeletedEvent
  | ApplicationUpdatedEvent
  | DeviceActivatedEvent
  | DeviceDeactivatedEvent
  | DeviceUpdatedEvent
  | KeyCreatedEvent
  | KeyRevokedEvent
  | KeyRotatedEvent
  | LicenseExpiredEvent
  | LicenseIssuedEvent
  | LicenseReinstatedEvent
  | LicenseRenewedEvent
  | LicenseRevokedEvent
  | LicenseSuspendedEvent
  | LicenseUpdatedEvent
  | LinkCreatedEvent
  | LinkExpiredEvent
  | LinkRevokedEvent
  | LinkUpdatedEvent
  | PollClosedEvent
  | PresentationCreatedEvent
  | PresentationDeletedEvent
  | PresentationEndedEvent
  | PresentationSlideChangedEvent
  | PresentationStartedEvent
  | RoomOccupiedEvent
  | RoomVacatedEvent
  | UserJoinedEvent
  | UserLeftEvent
  | WebhookDisabledEvent
  | WebhookFailingEvent
  | WebhookTestEvent;

/** An event with a name of the application's own, or one that this version does not know. */
export interface OtherEvent {
  id: string;
  type: string;
  timestamp: string;
  app_id: string;
  environment: string;
  data: Record<string, unknown>;
}

/** What a webhook receives. `isKnown` tells the two apart. */
export type WebhookEvent = KnownEvent | OtherEvent;

/** The headers of a request, as `fetch` or Node's `http` have them. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;

const KNOWN: ReadonlySet<string> = new Set([
  "application.created",
  "application.deleted",
  "application.updated",
  "device.activated",
  "device.deactivated",
  "device.updated",
  "key.created",
  "key.revoked",
  "key.rotated",
  "license.expired",
  "license.issued",
  "license.reinstated",
  "license.renewed",
  "license.revoked",
  "license.suspended",
  "license.updated",
  "link.created",
  "link.expired",
  "link.revoked",
  "link.updated",
  "poll.closed",
  "presentation.created",
  "presentation.deleted",
  "presentation.ended",
  "presentation.slide-changed",
  "presentation.started",
  "room.occupied",
  "room.vacated",
  "user-joined",
  "user-left",
  "webhook.disabled",
  "webhook.failing",
  "webhook.test",
]);

/** Whether it is an event that this version knows. */
export function isKnown(event: WebhookEvent): event is KnownEvent {
  return KNOWN.has(event.type);
}

/**
 * Checks that a request comes from the server, and reads its event. Rejects with a
 * `WebhookVerificationError` when a header is missing or malformed, it is too old, or no signature
 * fits. `id` is the same when an event is sent again: remember what you have done.
 *
 * `body` is the body as it came, byte by byte. `secret` is the webhook's secret (`whsec_…`, or the
 * one that you gave) or its `public_key` (`whpk_…`); of several, one has to fit. `tolerance` is how
 * many seconds the clocks may differ and a request may be old.
 */
export async function verify(
  headers: WebhookHeaders,
  body: string | Uint8Array,
  secret: string | readonly string[],
  tolerance = 300,
): Promise<WebhookEvent> {
  const id = header(headers, "webhook-id");
  const timestamp = header(headers, "webhook-timestamp");
  const signatures = header(headers, "webhook-signature").split(" ");
  checkTime(timestamp, tolerance);
  const raw = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(head.length + raw.length);
  signed.set(head);
  signed.set(raw, head.length);
  let fits = false;
  for (const one of typeof secret === "string" ? [secret] : secret) {
    // All of them are tried whatever fits, so that time tells nothing.
    fits = (await verifies(one, signed, signatures)) || fits;
  }
  if (!fits) {
    throw new WebhookVerificationError("no signature fits");
  }
  return parse(new TextDecoder().decode(raw));
}

/** Reads an event without verifying it; throws for what is none. */
export function parse(body: string): WebhookEvent {
  const data: unknown = JSON.parse(body);
  if (typeof data !== "object" || data === null || !("type" in data) || !("data" in data)) {
    throw new SyntaxError("an event is an object with type and data");
  }
  return data as WebhookEvent;
}

function header(headers: WebhookHeaders, name: string): string {
  let value: string | string[] | null | undefined;
  // Not `instanceof Headers`: libraries and test runners bring a class of their own.
  if (typeof headers.get === "function") {
    value = headers.get(name);
  } else {
    const listed = headers as Record<string, string | string[] | undefined>;
    const key = Object.keys(listed).find((one) => one.toLowerCase() === name);
    value = key === undefined ? undefined : listed[key];
  }
  // Signatures on several lines are as good as several on one.
  const text = Array.isArray(value) ? value.join(" ") : value;
  if (typeof text !== "string" || text === "") {
    throw new WebhookVerificationError(`the header ${name} is missing`);
  }
  return text;
}

function checkTime(timestamp: string, tolerance: number): void {
  if (!/^[0-9]{1,12}$/.test(timestamp)) {
    throw new WebhookVerificationError("webhook-timestamp is no number of seconds");
  }
  const age = Date.now() / 1000 - Number(timestamp);
  if (Math.abs(age) > tolerance) {
    throw new WebhookVerificationError(age > 0 ? "it is too old" : "it is of the future");
  }
}

async function verifies(
  secret: string,
  signed: Uint8Array<ArrayBuffer>,
  signatures: string[],
): Promise<boolean> {
  const isPublic = secret.startsWith("whpk_");
  const version = isPublic ? "v1a," : "v1,";
  const subtle = crypto.subtle;
  const key = isPublic
    ? await subtle.importKey("raw", base64(secret.slice(5)), "Ed25519", false, ["verify"])
    : await subtle.importKey("raw", keyOf(secret), { name: "HMAC", hash: "SHA-256" }, false, [
        "verify",
      ]);
  let found = false;
  for (const part of signatures) {
    if (part.startsWith(version)) {
      const signature = base64(part.slice(version.length));
      const algorithm = isPublic ? "Ed25519" : "HMAC";
      // Web Crypto compares in constant time.
      found = (await subtle.verify(algorithm, key, signature, signed)) || found;
    }
  }
  return found;
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  const encoded = secret.startsWith("whsec_");
  const key = encoded ? base64(secret.slice(6)) : new TextEncoder().encode(secret);
  if (key.length === 0) {
    // Anybody can sign with nothing.
    throw new StagewireError("the secret is empty, or no base64 after whsec_");
  }
  return key;
}

/** The bytes of base64; none for what is no base64, which then fits nothing. */
function base64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
