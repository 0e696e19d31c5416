/** The objects of the webhooks API. */
import type { Environment, Pagination, Success } from "./shared.js";

/**
 * `pending`: it waits for its next try; `failed`: every try was used up, or the server's operator
 * cancelled it; `held`: the webhook was disabled.
 */
export type DeliveryStatus = "pending" | "delivered" | "failed" | "held";

/**
 * Why it is disabled: it was `asked` for, the address answered 410 (`gone`), or it was `failing`
 * for too long.
 */
export type DisabledReason = "asked" | "gone" | "failing";

/** How a delivery stands that is not under way. */
export type FinishedStatus = "delivered" | "failed" | "held";

/** `failing` when the last thing that was sent did not arrive. */
export type WebhookState = "working" | "failing" | "disabled";

/** A webhook to register. */
export interface CreateWebhook {
  /** An http or https address on the public Internet. */
  url: string;
  /** Which events to send. */
  events: string[];
  /**
   * The secret to sign with: `whsec_` and the base64 of 24 to 64 bytes, or any other visible ASCII
   * characters, whose bytes are the key then.
   */
  secret?: string;
  /** What it is for. */
  description?: string | null;
  /** Send events of one subject one after another: one that fails holds up those behind it. */
  ordered?: boolean;
  /**
   * Headers to send along, as `Authorization`. Kept encrypted and never shown. Those of HTTP
   * itself and those beginning with `webhook-` are refused.
   */
  headers?: Record<string, string>;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id?: string;
}

/** An event on its way to a webhook. */
export interface Delivery {
  /** Identifies the delivery. */
  id: string;
  /** Identifies a webhook. */
  webhook_id: string;
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  event_id: string;
  /** What happened, in a word of the application's own. */
  event: string;
  /**
   * `pending`: it waits for its next try; `failed`: every try was used up, or the server's
   * operator cancelled it; `held`: the webhook was disabled.
   */
  status: DeliveryStatus;
  /** How often it was tried. */
  attempts: number;
  /** The status of the last answer; null for none. */
  last_status: number | null;
  /** Why the last try got no answer. */
  last_error: string | null;
  /** When it is tried next, unless it is under way. RFC 3339. */
  next_attempt_at: string | null;
  /** When it came to be. RFC 3339. */
  created_at: string;
  /** When it arrived or was given up. RFC 3339. */
  finished_at: string | null;
}

/** One delivery. */
export interface DeliveryAnswer {
  /** Always true. */
  success: Success;
  /** An event on its way to a webhook. */
  delivery: Delivery;
}

/** One try. */
export interface DeliveryAttempt {
  /** Which try, counted from 1. */
  number: number;
  /** When it began. RFC 3339. */
  started_at: string;
  /** Milliseconds until the answer was there, or until there was none. */
  duration_ms: number;
  /** Where it was sent. */
  url: string;
  /** The headers that were sent, without those of the webhook's own. */
  request_headers: Record<string, string>;
  /** The answer's status; null for none. */
  status: number | null;
  /** Why there was no answer. */
  error: string | null;
  /** The first 4096 bytes of the answer, read as UTF-8. */
  response_body: string | null;
}

/** A delivery with its attempts. */
export interface DeliveryDetail {
  /** Identifies the delivery. */
  id: string;
  /** Identifies a webhook. */
  webhook_id: string;
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  event_id: string;
  /** What happened, in a word of the application's own. */
  event: string;
  /**
   * `pending`: it waits for its next try; `failed`: every try was used up, or the server's
   * operator cancelled it; `held`: the webhook was disabled.
   */
  status: DeliveryStatus;
  /** How often it was tried. */
  attempts: number;
  /** The status of the last answer; null for none. */
  last_status: number | null;
  /** Why the last try got no answer. */
  last_error: string | null;
  /** When it is tried next, unless it is under way. RFC 3339. */
  next_attempt_at: string | null;
  /** When it came to be. RFC 3339. */
  created_at: string;
  /** When it arrived or was given up. RFC 3339. */
  finished_at: string | null;
  /** The body that is sent, byte by byte the same in every attempt. */
  request_body: string;
  /** The tries, oldest first. */
  attempt_log: DeliveryAttempt[];
}

/** One delivery with its attempts. */
export interface DeliveryDetailAnswer {
  /** Always true. */
  success: Success;
  /** A delivery with its attempts. */
  delivery: DeliveryDetail;
}

/** A page of deliveries. */
export interface DeliveryPage {
  /** Always true. */
  success: Success;
  /** The deliveries. */
  data: Delivery[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** An event that the server sends. */
export interface EventType {
  /** What happened, in a word of the application's own. */
  name: string;
  /** The API it belongs to. */
  api: string;
  /** What happened. */
  summary: string;
  /** What it tells. */
  description: string;
  /** The JSON Schema of the body. */
  schema: Record<string, unknown>;
  /** A body. */
  example: Record<string, unknown>;
}

/** The server's events. */
export interface EventTypes {
  /** Always true. */
  success: Success;
  /** The event types, by name. */
  data: EventType[];
}

/** What to send again. */
export interface ReplayDeliveries {
  /** Deliveries that came to be then or later. RFC 3339. */
  since: string;
  /** Deliveries that came to be before; now if left out. RFC 3339. */
  until?: string;
  /** Which events to send. */
  events?: string[];
  /** Deliveries that stand so; `failed` and `held` if left out. */
  statuses?: FinishedStatus[];
}

/** How many are sent again. */
export interface Replayed {
  /** Always true. */
  success: Success;
  /** How many are sent again. */
  count: number;
  /** Whether there are others. */
  more: boolean;
  /** What to send as `since` for the others. RFC 3339. */
  next_since: string | null;
}

/** How to rotate. */
export interface RotateWebhookSecret {
  /**
   * The secret to sign with: `whsec_` and the base64 of 24 to 64 bytes, or any other visible ASCII
   * characters, whose bytes are the key then.
   */
  secret?: string;
  /** Seconds that the old secret signs too. */
  grace_period?: number;
}

/** The webhook that is tested. */
export interface TestedWebhook {
  /** Identifies a webhook. */
  webhook_id: string;
}

/** What to change. */
export interface UpdateWebhook {
  /** An http or https address on the public Internet. */
  url?: string;
  /** Which events to send. */
  events?: string[];
  /** What it is for. */
  description?: string | null;
  /** Whether to send events of one subject one after another. */
  ordered?: boolean;
  /**
   * Headers to send along, as `Authorization`. Kept encrypted and never shown. Those of HTTP
   * itself and those beginning with `webhook-` are refused.
   */
  headers?: Record<string, string>;
  /** Whether to send events. */
  enabled?: boolean;
}

/** An address that events are sent to. */
export interface Webhook {
  /** Identifies a webhook. */
  id: string;
  /** An http or https address on the public Internet. */
  url: string;
  /** Which events to send. */
  events: string[];
  /** Whether events are sent. */
  enabled: boolean;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** What it is for. */
  description: string | null;
  /** Whether events of one subject (one link, one room) are sent one after another. */
  ordered: boolean;
  /** Names of the headers that are sent along. */
  header_names: string[];
  /** `failing` when the last thing that was sent did not arrive. */
  state: WebhookState;
  /** Why it is disabled; null while it is not. */
  disabled_reason: DisabledReason | null;
  /** When it was disabled. RFC 3339. */
  disabled_at: string | null;
  /** Since when nothing has arrived that was sent. RFC 3339. */
  failing_since: string | null;
  /** The Ed25519 key that `v1a` signatures are verified with: `whpk_` and its base64. */
  public_key: string;
  /** Until when the secret before the last rotation signs too. RFC 3339. */
  previous_secret_expires_at: string | null;
  /** When it was registered. RFC 3339. */
  created_at: string;
  /** When it was last changed. RFC 3339. */
  updated_at: string;
}

/** One webhook. */
export interface WebhookAnswer {
  /** Always true. */
  success: Success;
  /** An address that events are sent to. */
  webhook: Webhook;
}

/** The event `webhook.disabled`. */
export interface WebhookDisabledEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "webhook.disabled";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** How a webhook does. */
  data: WebhookHealth;
}

/** The event `webhook.failing`. */
export interface WebhookFailingEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "webhook.failing";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** How a webhook does. */
  data: WebhookHealth;
}

/** How a webhook does. */
export interface WebhookHealth {
  /** Identifies a webhook. */
  webhook_id: string;
  /** An http or https address on the public Internet. */
  url: string;
  /** Since when nothing has arrived that was sent. RFC 3339. */
  failing_since: string | null;
  /** Why it is disabled; null while it is not. */
  disabled_reason: DisabledReason | null;
}

/** A page of webhooks. */
export interface WebhookPage {
  /** Always true. */
  success: Success;
  /** The webhooks. */
  data: Webhook[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** The event `webhook.test`. */
export interface WebhookTestEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "webhook.test";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** The webhook that is tested. */
  data: TestedWebhook;
}

/** A webhook with the key to verify its deliveries with, shown this once. */
export interface WebhookWithSecret {
  /** Always true. */
  success: Success;
  /** An address that events are sent to. */
  webhook: Webhook;
  /** The key as `whsec_` and its base64, as every `standardwebhooks` library takes it. */
  secret: string;
}
