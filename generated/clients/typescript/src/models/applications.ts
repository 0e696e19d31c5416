/** The objects of the applications API. */
import type { Environment, Pagination, Success } from "./shared.js";

/** Decides the requests a minute where the application has no `rate_limit` of its own. */
export type Tier = "standard" | "premium";

/** A tenant. */
export interface Application {
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Its name. */
  name: string;
  /**
   * The host whose pages may connect with client tokens, `*.` in front for its subdomains; null
   * for any.
   */
  allowed_domain: string | null;
  /** Its own requests a minute, or null for the tier's. */
  rate_limit: number | null;
  /** Decides the requests a minute where the application has no `rate_limit` of its own. */
  tier: Tier;
  /** Whether it is switched on. */
  status: boolean;
  /** Links it can still create. */
  link_credits: number;
  /** When it was created. RFC 3339. */
  created_at: string;
  /** When it was last changed. RFC 3339. */
  updated_at: string;
}

/** One application. */
export interface ApplicationAnswer {
  /** Always true. */
  success: Success;
  /** A tenant. */
  application: Application;
}

/** The event `application.created`. */
export interface ApplicationCreatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "application.created";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A tenant. */
  data: Application;
}

/** The event `application.deleted`. */
export interface ApplicationDeletedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "application.deleted";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A tenant. */
  data: Application;
}

/** A page of applications. */
export interface ApplicationPage {
  /** Always true. */
  success: Success;
  /** The applications. */
  data: Application[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** The event `application.updated`. */
export interface ApplicationUpdatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "application.updated";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A tenant. */
  data: Application;
}

/** An application to create. */
export interface CreateApplication {
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id?: string;
  /** Its name, without control characters. */
  name: string;
  /**
   * The host whose pages may connect with client tokens, `*.` in front for its subdomains; null
   * for any.
   */
  allowed_domain?: string | null;
  /** Its own requests a minute, or null for the tier's. */
  rate_limit?: number | null;
  /** Decides the requests a minute where the application has no `rate_limit` of its own. */
  tier?: Tier;
  /** Links it can create. The server's default if left out. */
  link_credits?: number;
}

/** Who asks for a token, and what it shall carry. */
export interface CreateToken {
  /** The application. */
  app_id: string;
  /** Its secret. */
  app_secret: string;
  /**
   * Fields that the token carries beside the server's own: any JSON without NUL characters and
   * with whole numbers of at most 64 bits.
   */
  payload?: Record<string, unknown>;
}

/** A new application with what is shown this once. */
export interface CreatedApplication {
  /** Always true. */
  success: Success;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Exchanges for client tokens. Shown once, kept as a hash. */
  app_secret: string;
  /** The application's first live key. Shown once, kept as a hash. */
  api_key: string;
  /** A tenant. */
  application: Application;
}

/** A new first key. */
export interface RegeneratedKey {
  /** Always true. */
  success: Success;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** The key. Shown once, kept as a hash. */
  api_key: string;
}

/** A client token. */
export interface Token {
  /** Always true. */
  success: Success;
  /** The signed token. */
  token: string;
  /** Seconds it lives. */
  expires_in: number;
  /** When it ends, to the millisecond. RFC 3339. */
  expires_at: string;
}

/** What to change. Fields left out stay. */
export interface UpdateApplication {
  /** Its name, without control characters. */
  name?: string;
  /**
   * The host whose pages may connect with client tokens, `*.` in front for its subdomains; null
   * for any.
   */
  allowed_domain?: string | null;
  /** Its own requests a minute, or null for the tier's. */
  rate_limit?: number | null;
  /** Decides the requests a minute where the application has no `rate_limit` of its own. */
  tier?: Tier;
  /** Whether it is switched on. */
  status?: boolean;
  /** Links it can still create. */
  link_credits?: number;
}
