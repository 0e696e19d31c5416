/** The objects of the links API. */
import type { Environment, Pagination } from "./shared.js";

/** Ascending or descending. */
export type SortDirection = "asc" | "desc";

/** A link to create. */
export interface CreateLink {
  /** The destination, http or https. Host names in other scripts are taken and kept as IDNA. */
  url: string;
  /** A label, without control characters. */
  name?: string;
  /** Asked for before redirecting. Never returned. */
  password?: string;
  /** How the link's QR code is drawn. */
  qrConfig?: QrConfig;
  /** A UTM value of letters, numbers, `-` and `_`. */
  utmSource?: string;
  /** A UTM value of letters, numbers, `-` and `_`. */
  utmMedium?: string;
  /** A UTM value of letters, numbers, `-` and `_`. */
  utmCampaign?: string;
  /** A UTM value of letters, numbers, `-` and `_`. */
  utmTerm?: string;
  /** A UTM value of letters, numbers, `-` and `_`. */
  utmContent?: string;
  /** Tags of the application, as IRIs. */
  tags?: string[];
  /** A short code of your own. */
  slug?: string;
  /** The short domain, one that this server answers for. Its first one if left out. */
  domain?: string;
  /** When it stops to redirect. In the future. RFC 3339. */
  expiresAt?: string;
  /** After how many redirects it stops. */
  maxRedirects?: number;
  /** Where it leads once it has expired, is used up or was revoked. */
  expiredUrl?: string;
}

/** Links to create at once. */
export interface CreateLinks {
  /** The links. */
  links: CreateLink[];
}

/** A tag to create. */
export interface CreateTag {
  /** Its name, unique in the application, without control characters. */
  name: string;
}

/** What became of one item. */
export interface CreatedLink {
  /** The item's place in the request. */
  index: number;
  /** What creating it alone would have answered. */
  status: 201 | 422;
  /** A short link. */
  link?: Link;
  /** Why this item was not created. */
  error?: ItemError;
}

/** The results of a bulk creation. */
export interface CreatedLinks {
  /** How many were created. */
  created: number;
  /** How many were not. */
  failed: number;
  /** One result per item, in the order of the request. */
  results: CreatedLink[];
}

/** What is left. */
export interface Credits {
  /** Links that can still be created. */
  links: number;
}

/** The visits of one day. */
export interface DayVisits {
  /** The day, UTC. As 2026-11-20. */
  date: string;
  /** Visits that no known bot made. */
  visits: number;
  /** Visits by known bots. */
  bots: number;
}

/** The visits by one kind of device. */
export interface DeviceVisits {
  /** The kind of device. */
  device: "desktop" | "mobile" | "tablet" | "other";
  /** Visits by it. */
  visits: number;
}

/** Why this item was not created. */
export interface ItemError {
  /** The reason, for programs. */
  code: string;
  /** The reason, naming the field. */
  message: string;
}

/** A short link. */
export interface Link {
  /** Identifies the link. */
  id: number;
  /** What to share. */
  shortLink: string;
  /** The last part of the short link. */
  shortCode: string;
  /** The host of the short link. */
  domain: string;
  /** The destination, normalised. */
  url: string;
  /** A label. */
  name: string | null;
  /** Whether opening it asks for a password. */
  passwordProtected: boolean;
  /** How its QR code is drawn; null for the defaults. */
  qrConfig: QrConfig | null;
  /** Sent on as `utm_source`. */
  utmSource: string | null;
  /** Sent on as `utm_medium`. */
  utmMedium: string | null;
  /** Sent on as `utm_campaign`. */
  utmCampaign: string | null;
  /** Sent on as `utm_term`. */
  utmTerm: string | null;
  /** Sent on as `utm_content`. */
  utmContent: string | null;
  /** The tags it carries, as IRIs. */
  tags: string[];
  /** When it stops to redirect. RFC 3339. */
  expiresAt: string | null;
  /** After how many redirects it stops. */
  maxRedirects: number | null;
  /** Where it leads after it has stopped. */
  expiredUrl: string | null;
  /** How often it redirected, bots included. */
  redirects: number;
  /** When it was created. RFC 3339. */
  createdAt: string;
  /** When it was last changed. RFC 3339. */
  updatedAt: string;
  /** When it was revoked. RFC 3339. */
  deletedAt: string | null;
}

/** The event `link.created`. */
export interface LinkCreatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "link.created";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A short link. */
  data: Link;
}

/** The event `link.expired`. */
export interface LinkExpiredEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "link.expired";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A short link. */
  data: Link;
}

/** A page of links. */
export interface LinkPage {
  /** The links. */
  data: Link[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** The event `link.revoked`. */
export interface LinkRevokedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "link.revoked";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A short link. */
  data: Link;
}

/** Statistics of one link between two days. */
export interface LinkStats {
  /** The link. */
  linkId: number;
  /** The first day. As 2026-11-20. */
  from: string;
  /** The last day. As 2026-11-20. */
  to: string;
  /** Visits of people and of bots. */
  totals: Visits;
  /** The days that had visits, oldest first. */
  byDay: DayVisits[];
  /** The 100 hosts that most visits came from, bots left out. */
  byReferrer: ReferrerVisits[];
  /** Kinds of device, most visits first, bots left out. */
  byDevice: DeviceVisits[];
}

/** The event `link.updated`. */
export interface LinkUpdatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "link.updated";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A short link. */
  data: Link;
}

/** How the link's QR code is drawn. */
export interface QrConfig {
  /** Width and height in pixels. */
  size?: number;
  /** The quiet zone in pixels. */
  margin?: number;
  /** The colour of the modules. */
  color?: string;
  /** The colour behind them. */
  background?: string;
  /** How much may be covered and still be read, from 7 to 30 %. */
  errorCorrection?: "L" | "M" | "Q" | "H";
}

/** The visits that came from one host. */
export interface ReferrerVisits {
  /** The referring host, empty where none was named. */
  referrer: string;
  /** Visits from there. */
  visits: number;
}

/** A tag. */
export interface Tag {
  /** Identifies the tag. */
  id: number;
  /** A tag of the application, by its IRI. */
  iri: string;
  /** Its name, unique in the application. */
  name: string;
  /** When it was created. RFC 3339. */
  createdAt: string;
}

/** A page of tags. */
export interface TagPage {
  /** The tags. */
  data: Tag[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** What to change. Fields left out stay. */
export interface UpdateLink {
  /** A label without control characters, or null for none. */
  name?: string | null;
  /** A new password; `""` or null removes it. */
  password?: string | null;
  /** How the QR code is drawn, or null for the defaults. */
  qrConfig?: QrConfig | null;
  /** A UTM value, or null for none. */
  utmSource?: string | null;
  /** A UTM value, or null for none. */
  utmMedium?: string | null;
  /** A UTM value, or null for none. */
  utmCampaign?: string | null;
  /** A UTM value, or null for none. */
  utmTerm?: string | null;
  /** A UTM value, or null for none. */
  utmContent?: string | null;
  /** The tags it carries from now on, as IRIs. */
  tags?: string[];
}

/** What to change. */
export interface UpdateTag {
  /** Its name, unique in the application, without control characters. */
  name: string;
}

/** Visits of people and of bots. */
export interface Visits {
  /** Visits that no known bot made. */
  visits: number;
  /** Visits by known bots. */
  bots: number;
}
