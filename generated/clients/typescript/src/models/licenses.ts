/** The objects of the licenses API. */
import type { Environment, Pagination } from "./shared.js";

/** When `duration` begins. `first_validation` is the first that finds the licence good. */
export type ExpiryBasis = "creation" | "first_activation" | "first_validation";

/**
 * The outcome. In the order they are looked at: `TYPO` (the check character does not fit),
 * `NOT_FOUND`, `REVOKED`, `SUSPENDED`, `EXPIRED`, `FINGERPRINT_REQUIRED` (the policy asks for
 * one), `NO_DEVICE` (none is activated), `FINGERPRINT_MISMATCH` (others are), `HEARTBEAT_DEAD`,
 * `TOO_MANY_DEVICES`, `ENTITLEMENT_MISSING`, `VALID`.
 */
export type LicenseCode = "VALID" | "TYPO" | "NOT_FOUND" | "REVOKED" | "SUSPENDED" | "EXPIRED" | "FINGERPRINT_REQUIRED" | "NO_DEVICE" | "FINGERPRINT_MISMATCH" | "HEARTBEAT_DEAD" | "TOO_MANY_DEVICES" | "ENTITLEMENT_MISSING";

/**
 * `node_locked`: a device keeps its place until it is removed. `floating`: as long as its
 * heartbeats come.
 */
export type LicenseMode = "node_locked" | "floating";

/** The licence's state now. */
export type LicenseState = "active" | "expired" | "suspended" | "revoked";

/** What happens beyond `max_devices`. The factors are rounded down. */
export type Overage = "forbid" | "allow" | "allow_1_25x" | "allow_1_5x" | "allow_2x";

/** A device to activate. */
export interface ActivateLicense {
  /** The key as the customer typed it. */
  key: string;
  /**
   * What tells the device from others, best a hash of something that does not change. Visible
   * ASCII.
   */
  fingerprint: string;
  /** A label without control characters. */
  name?: string;
  /** What it runs, as `windows` or `macos 15`. */
  platform?: string;
  /**
   * Which device is removed if none may be added: the one activated first (`oldest`), the one
   * whose last heartbeat is longest ago (`idle`), or the one of this id.
   */
  evict?: string;
}

/** A policy to create. */
export interface CreateLicensePolicy {
  /** A label without control characters. */
  name: string;
  /**
   * `node_locked`: a device keeps its place until it is removed. `floating`: as long as its
   * heartbeats come.
   */
  mode?: LicenseMode;
  /** How many devices a licence is good for; null for any number. 1 if left out. */
  max_devices?: number | null;
  /** What happens beyond `max_devices`. The factors are rounded down. */
  overage?: Overage;
  /** Seconds until a licence expires, from `expiry_basis` on; null or left out for never. */
  duration?: number | null;
  /** When `duration` begins. `first_validation` is the first that finds the licence good. */
  expiry_basis?: ExpiryBasis;
  /**
   * Seconds after which a device that sent no heartbeat is dead. Null or left out: never, or 600
   * for `floating`.
   */
  heartbeat_window?: number | null;
  /** Whether a validation must name a device. False if left out. */
  require_fingerprint?: boolean;
  /** Whether an activation may remove another device. True if left out. */
  allow_eviction?: boolean;
  /** Features by name. */
  entitlements?: string[];
}

/** A device to deactivate. */
export interface DeactivateLicense {
  /** The key as the customer typed it. */
  key: string;
  /**
   * What tells the device from others, best a hash of something that does not change. Visible
   * ASCII.
   */
  fingerprint: string;
}

/** The event `device.activated`. */
export interface DeviceActivatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "device.activated";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A device that a licence is activated on. */
  data: LicenseDevice;
}

/** The event `device.deactivated`. */
export interface DeviceDeactivatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "device.deactivated";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A device that a licence is not activated on any more. */
  data: GoneLicenseDevice;
}

/** The event `device.updated`. */
export interface DeviceUpdatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "device.updated";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A device that a licence is activated on. */
  data: LicenseDevice;
}

/** A device that a licence is not activated on any more. */
export interface GoneLicenseDevice {
  /** Identifies a device. */
  id: string;
  /** Identifies a licence. */
  license_id: string;
  /**
   * What tells the device from others, best a hash of something that does not change. Visible
   * ASCII.
   */
  fingerprint: string;
  /** What people called it. */
  name: string | null;
  /** What it ran, in the software's words. */
  platform: string | null;
  /** Whether its heartbeats came, where the policy asks for them. */
  alive: boolean;
  /** Its last heartbeat, or its activation. RFC 3339. */
  heartbeat_at: string;
  /** When it was first activated. RFC 3339. */
  created_at: string;
  /**
   * Its software deactivated it, the licence's owner removed it, it made room for another device,
   * or it was a floating one that had lost its seat long ago.
   */
  reason: "deactivated" | "removed" | "evicted" | "forgotten";
}

/** A heartbeat that counts. */
export interface Heartbeat {
  /** Identifies a device. */
  device_id: string;
  /** When it counted. RFC 3339. */
  heartbeat_at: string;
  /** Seconds until the next one at most; null where none are asked for. */
  heartbeat_window: number | null;
}

/** A licence to issue. */
export interface IssueLicense {
  /** Identifies a policy. */
  policy_id: string;
  /** A label without control characters. */
  name?: string;
  /** A label without control characters. */
  holder?: string;
  /** This licence's own number of devices, instead of the policy's. */
  max_devices?: number;
  /** Features by name. */
  entitlements?: string[];
  /** Values of your own, as an order's number. Names of up to 40 characters. */
  metadata?: Record<string, string>;
  /** When it expires, instead of by the policy's duration. In the future. RFC 3339. */
  expires_at?: string;
}

/** What the file shall prove. */
export interface IssueLicenseFile {
  /** The key as the customer typed it. */
  key: string;
  /**
   * What tells the device from others, best a hash of something that does not change. Visible
   * ASCII.
   */
  fingerprint?: string;
  /** Seconds it is good for. 30 days if left out. */
  ttl?: number;
  /** Whether only who knows key and fingerprint can read it. */
  encrypt?: boolean;
}

/** A licence, as its owner sees it. */
export interface License {
  /** Identifies a licence. */
  id: string;
  /** The key as the customer typed it. */
  key: string;
  /** Identifies a policy. */
  policy_id: string;
  /** The licence's state now. */
  status: LicenseState;
  /** What you call it. */
  name: string | null;
  /** Who has it, in your own words. */
  holder: string | null;
  /** How many devices it is good for, without overage; null for any number. */
  max_devices: number | null;
  /** How many devices have a place now. */
  devices: number;
  /** Features by name. */
  entitlements: string[];
  /** Values of your own, as an order's number. Names of up to 40 characters. */
  metadata: Record<string, string>;
  /** When it expires; null for never, or while its duration has not begun. RFC 3339. */
  expires_at: string | null;
  /** When it was first activated on a device. RFC 3339. */
  activated_at: string | null;
  /** When it was first found valid. RFC 3339. */
  validated_at: string | null;
  /** When it was issued. RFC 3339. */
  created_at: string;
  /** When it was last changed. RFC 3339. */
  updated_at: string;
}

/** An activated device. */
export interface LicenseActivation {
  /** A device that a licence is activated on. */
  device: LicenseDevice;
  /** A licence, as who has its key sees it. */
  license: LicenseStatus;
  /** The id of the device that made room, if one did. */
  evicted: string | null;
}

/** A device that a licence is activated on. */
export interface LicenseDevice {
  /** Identifies a device. */
  id: string;
  /** Identifies a licence. */
  license_id: string;
  /**
   * What tells the device from others, best a hash of something that does not change. Visible
   * ASCII.
   */
  fingerprint: string;
  /** What people call it. */
  name: string | null;
  /** What it runs, in the software's words. */
  platform: string | null;
  /** Whether its heartbeats come, where the policy asks for them. */
  alive: boolean;
  /** Its last heartbeat, or its activation. RFC 3339. */
  heartbeat_at: string;
  /** When it was first activated. RFC 3339. */
  created_at: string;
}

/** A page of devices. */
export interface LicenseDevicePage {
  /** The devices. */
  data: LicenseDevice[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** The event `license.expired`. */
export interface LicenseExpiredEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "license.expired";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A licence, for those who may not learn its key. */
  data: LicenseWithoutKey;
}

/** A licence file. */
export interface LicenseFile {
  /** The file's text: a compact JWS, or a compact JWE around one. */
  file: string;
  /** The signing key. */
  kid: string;
  /** Whether it is encrypted. */
  encrypted: boolean;
  /** When it was signed. RFC 3339. */
  issued_at: string;
  /** Until when it is good. RFC 3339. */
  expires_at: string;
}

/** The event `license.issued`. */
export interface LicenseIssuedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "license.issued";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A licence, for those who may not learn its key. */
  data: LicenseWithoutKey;
}

/** A JSON Web Key Set (RFC 7517). */
export interface LicenseKeySet {
  /** The keys. */
  keys: LicenseKeySetKey[];
}

/** A JSON Web Key (RFC 8037). */
export interface LicenseKeySetKey {
  /** The kind of key. */
  kty: "OKP";
  /** The curve. */
  crv: "Ed25519";
  /** What it is for. */
  use: "sig";
  /** The algorithm. */
  alg: "EdDSA";
  /** Its name in the files' headers. */
  kid: string;
  /** The public key in base64url. */
  x: string;
}

/** A page of licences. */
export interface LicensePage {
  /** The licences. */
  data: License[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** What licences allow. */
export interface LicensePolicy {
  /** Identifies a policy. */
  id: string;
  /** What you call it. */
  name: string;
  /**
   * `node_locked`: a device keeps its place until it is removed. `floating`: as long as its
   * heartbeats come.
   */
  mode: LicenseMode;
  /** How many devices a licence is good for; null for any number. */
  max_devices: number | null;
  /** What happens beyond `max_devices`. The factors are rounded down. */
  overage: Overage;
  /** Seconds until a licence expires; null for never. */
  duration: number | null;
  /** When `duration` begins. `first_validation` is the first that finds the licence good. */
  expiry_basis: ExpiryBasis;
  /** Seconds after which a device that sent no heartbeat is dead; null for never. */
  heartbeat_window: number | null;
  /** Whether a validation must name a device. */
  require_fingerprint: boolean;
  /** Whether an activation may remove another device. */
  allow_eviction: boolean;
  /** Features by name. */
  entitlements: string[];
  /** When it was created. RFC 3339. */
  created_at: string;
  /** When it last changed. RFC 3339. */
  updated_at: string;
}

/** A page of policies. */
export interface LicensePolicyPage {
  /** The policies. */
  data: LicensePolicy[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** The event `license.reinstated`. */
export interface LicenseReinstatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "license.reinstated";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A licence, for those who may not learn its key. */
  data: LicenseWithoutKey;
}

/** The event `license.renewed`. */
export interface LicenseRenewedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "license.renewed";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A licence, for those who may not learn its key. */
  data: LicenseWithoutKey;
}

/** The event `license.revoked`. */
export interface LicenseRevokedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "license.revoked";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A licence, for those who may not learn its key. */
  data: LicenseWithoutKey;
}

/** A public key that licence files verify with. */
export interface LicenseSigningKey {
  /** The key's name in files and in the key set. */
  kid: string;
  /** The Ed25519 public key, base64url of 32 bytes. */
  public_key: string;
  /** Whether new files are signed with it. */
  in_use: boolean;
  /** When it was made. RFC 3339. */
  created_at: string;
  /** When it is withdrawn; null while in use. RFC 3339. */
  published_until: string | null;
}

/** The keys of an application in one environment. */
export interface LicenseSigningKeys {
  /** The application. */
  app_id: string;
  /** The environment. */
  environment: "production" | "sandbox";
  /** The keys that are published, the one in use first. */
  keys: LicenseSigningKey[];
}

/** A licence, as who has its key sees it. */
export interface LicenseStatus {
  /** Identifies a licence. */
  id: string;
  /** The licence's state now. */
  status: LicenseState;
  /** What it is called. */
  name: string | null;
  /** How many devices it is good for, without overage; null for any number. */
  max_devices: number | null;
  /** How many devices have a place now. */
  devices: number;
  /** Features by name. */
  entitlements: string[];
  /** When it expires; null for never, or while its duration has not begun. RFC 3339. */
  expires_at: string | null;
  /** Seconds between heartbeats at most; null where none are asked for. */
  heartbeat_window: number | null;
}

/** The event `license.suspended`. */
export interface LicenseSuspendedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "license.suspended";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A licence, for those who may not learn its key. */
  data: LicenseWithoutKey;
}

/** The event `license.updated`. */
export interface LicenseUpdatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "license.updated";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A licence, for those who may not learn its key. */
  data: LicenseWithoutKey;
}

/** The outcome of a validation. */
export interface LicenseValidation {
  /** Whether the code is `VALID`. */
  valid: boolean;
  /**
   * The outcome. In the order they are looked at: `TYPO` (the check character does not fit),
   * `NOT_FOUND`, `REVOKED`, `SUSPENDED`, `EXPIRED`, `FINGERPRINT_REQUIRED` (the policy asks for
   * one), `NO_DEVICE` (none is activated), `FINGERPRINT_MISMATCH` (others are), `HEARTBEAT_DEAD`,
   * `TOO_MANY_DEVICES`, `ENTITLEMENT_MISSING`, `VALID`.
   */
  code: LicenseCode;
  /** The outcome for people. */
  detail: string;
  /** The licence; null for `TYPO` and `NOT_FOUND`. */
  license: LicenseStatus | null;
  /** The device of the fingerprint; null if it is not activated. */
  device: LicenseDevice | null;
}

/** A licence, for those who may not learn its key. */
export interface LicenseWithoutKey {
  /** Identifies a licence. */
  id: string;
  /** Identifies a policy. */
  policy_id: string;
  /** The licence's state now. */
  status: LicenseState;
  /** What you call it. */
  name: string | null;
  /** Who has it, in your own words. */
  holder: string | null;
  /** How many devices it is good for, without overage; null for any number. */
  max_devices: number | null;
  /** How many devices have a place now. */
  devices: number;
  /** Features by name. */
  entitlements: string[];
  /** Values of your own, as an order's number. Names of up to 40 characters. */
  metadata: Record<string, string>;
  /** When it expires; null for never, or while its duration has not begun. RFC 3339. */
  expires_at: string | null;
  /** When it was first activated on a device. RFC 3339. */
  activated_at: string | null;
  /** When it was first found valid. RFC 3339. */
  validated_at: string | null;
  /** When it was issued. RFC 3339. */
  created_at: string;
  /** When it was last changed. RFC 3339. */
  updated_at: string;
}

/** The device's new name. */
export interface RenameLicenseDevice {
  /** A label without control characters. */
  name: string;
}

/** How to rotate. */
export interface RotateLicenseSigningKey {
  /** Seconds that the previous keys stay published. */
  keep_previous: number;
}

/** The device that is in use. */
export interface SendHeartbeat {
  /** The key as the customer typed it. */
  key: string;
  /**
   * What tells the device from others, best a hash of something that does not change. Visible
   * ASCII.
   */
  fingerprint: string;
}

/** What to change. Fields left out stay. */
export interface UpdateLicense {
  /** Identifies a policy. */
  policy_id?: string;
  /** A label without control characters, or null for none. */
  name?: string | null;
  /** A label without control characters, or null for none. */
  holder?: string | null;
  /** Its own number of devices; null for the policy's. */
  max_devices?: number | null;
  /** Features by name. */
  entitlements?: string[];
  /** Values of your own, as an order's number. Names of up to 40 characters. */
  metadata?: Record<string, string>;
  /** When it expires; null for never. RFC 3339. */
  expires_at?: string | null;
}

/** What to change. Fields left out stay. */
export interface UpdateLicensePolicy {
  /** A label without control characters. */
  name?: string;
  /**
   * `node_locked`: a device keeps its place until it is removed. `floating`: as long as its
   * heartbeats come.
   */
  mode?: LicenseMode;
  /** How many devices a licence is good for; null for any number. 1 if left out. */
  max_devices?: number | null;
  /** What happens beyond `max_devices`. The factors are rounded down. */
  overage?: Overage;
  /** Seconds until a licence expires, from `expiry_basis` on; null or left out for never. */
  duration?: number | null;
  /** When `duration` begins. `first_validation` is the first that finds the licence good. */
  expiry_basis?: ExpiryBasis;
  /**
   * Seconds after which a device that sent no heartbeat is dead. Null or left out: never, or 600
   * for `floating`.
   */
  heartbeat_window?: number | null;
  /** Whether a validation must name a device. False if left out. */
  require_fingerprint?: boolean;
  /** Whether an activation may remove another device. True if left out. */
  allow_eviction?: boolean;
  /** Features by name. */
  entitlements?: string[];
}

/** What to validate. */
export interface ValidateLicense {
  /** The key as the customer typed it. */
  key: string;
  /**
   * What tells the device from others, best a hash of something that does not change. Visible
   * ASCII.
   */
  fingerprint?: string;
  /** Features by name. */
  entitlements?: string[];
}
