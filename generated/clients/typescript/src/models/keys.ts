/** The objects of the keys API. */
import type { Environment, Pagination } from "./shared.js";

/** A key to create. */
export interface CreateKey {
  /** What it is for, without control characters. */
  name: string;
  /** What it may do. */
  scopes: string[];
  /** Where the key acts. */
  environment?: Environment;
  /** When it ends by itself. In the future. RFC 3339. */
  expires_at?: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id?: string;
}

/** An API key, without its secret. */
export interface Key {
  /** Identifies the key. */
  id: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** What it is for. */
  name: string;
  /** The beginning of the secret, to recognise it by. */
  prefix: string;
  /** Where the key acts. */
  environment: Environment;
  /** The scopes it was given. */
  scopes: string[];
  /** When it ends by itself. RFC 3339. */
  expires_at: string | null;
  /** When it was last used, to the minute. RFC 3339. */
  last_used_at: string | null;
  /** Until when the secret before the last rotation still works. RFC 3339. */
  previous_secret_expires_at: string | null;
  /** When it was created. RFC 3339. */
  created_at: string;
  /** When it was revoked. RFC 3339. */
  revoked_at: string | null;
}

/** The event `key.created`. */
export interface KeyCreatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "key.created";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** An API key, without its secret. */
  data: Key;
}

/** A page of keys. */
export interface KeyPage {
  /** The keys. */
  data: Key[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** The event `key.revoked`. */
export interface KeyRevokedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "key.revoked";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** An API key, without its secret. */
  data: Key;
}

/** The event `key.rotated`. */
export interface KeyRotatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "key.rotated";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** An API key, without its secret. */
  data: Key;
}

/** An API key with its secret, shown this once. */
export interface KeyWithSecret {
  /** Identifies the key. */
  id: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** What it is for. */
  name: string;
  /** The beginning of the secret, to recognise it by. */
  prefix: string;
  /** Where the key acts. */
  environment: Environment;
  /** The scopes it was given. */
  scopes: string[];
  /** When it ends by itself. RFC 3339. */
  expires_at: string | null;
  /** When it was last used, to the minute. RFC 3339. */
  last_used_at: string | null;
  /** Until when the secret before the last rotation still works. RFC 3339. */
  previous_secret_expires_at: string | null;
  /** When it was created. RFC 3339. */
  created_at: string;
  /** When it was revoked. RFC 3339. */
  revoked_at: string | null;
  /** What to send with requests. Shown once, kept as a hash. */
  secret: string;
}

/** How to rotate. */
export interface RotateKey {
  /** Seconds that the old secret still works. */
  grace_period?: number;
}
