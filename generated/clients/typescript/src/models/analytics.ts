/** The objects of the analytics API. */
import type { Success } from "./shared.js";

/** An hour, a day, a week or thirty days. */
export type Period = "1h" | "24h" | "7d" | "30d";

/** The figures of an application. */
export interface Analytics {
  /** Always true. */
  success: Success;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** An hour, a day, a week or thirty days. */
  period: Period;
  /** The figures of a period. */
  metrics: Metrics;
  /** When the figures were read, in milliseconds since 1970, UTC. */
  timestamp: number;
  /** The period's course, with `timeline=true`. */
  timeline?: TimelineEntry[];
}

/** Connections. */
export interface ConnectionFigures {
  /** How many were opened in the period. */
  total: number;
  /** How many are open now. */
  current: number;
}

/** Events told to rooms. */
export interface EventFigures {
  /** How many were told in the period, by clients, broadcasts and presentations. */
  total: number;
  /** How many of them were broadcasts over HTTP. */
  broadcasts: number;
}

/** The figures of a period. */
export interface Metrics {
  /** Connections. */
  connections: ConnectionFigures;
  /** Events told to rooms. */
  events: EventFigures;
  /** Users, as the `user_id` of client tokens tells them apart. */
  users: UserFigures;
  /** What the TURN relay carried. It is there where the relay's statistics are set up. */
  relay?: RelayFigures;
}

/** What the TURN relay carried. It is there where the relay's statistics are set up. */
export interface RelayFigures {
  /** How many allocations ended in the hours of the period. */
  allocations: number;
  /** What they carried, both ways. */
  bytes: number;
}

/** The figures of a minute, an hour or a day. */
export interface TimelineEntry {
  /** When it began. RFC 3339. */
  start: string;
  /** How many connections were opened. */
  connections: number;
  /** How many events rooms were told, broadcasts included. */
  events: number;
  /** How many broadcasts were sent. */
  broadcasts: number;
}

/** Users, as the `user_id` of client tokens tells them apart. */
export interface UserFigures {
  /** How many are connected now. */
  online: number;
  /** How many were connected at some time in the period. */
  total: number;
}
