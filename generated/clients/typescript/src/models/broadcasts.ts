/** The objects of the broadcasts API. */
import type { Success } from "./shared.js";

/** What to tell which room. */
export interface BatchedBroadcast {
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** What happened, in a word of the application's own. */
  event: string;
  /** Fields of the application's own. */
  data?: Record<string, unknown>;
}

/** A room was told. */
export interface Broadcast {
  /** Always true. */
  success: Success;
  /** The room's name on the whole server: `app-`, the application, `-` and the room. */
  room: string;
  /** What happened, in a word of the application's own. */
  event: string;
  /** How many connections followed the room on all server processes. */
  subscriber_count: number;
  /** Milliseconds since 1970, UTC. */
  timestamp: number;
}

/** Why an item was not sent. */
export interface BroadcastError {
  /** What went wrong, for programs. */
  code: string;
  /** What went wrong, naming the field. */
  message: string;
}

/** What became of one item, `broadcast` or `error`. */
export interface BroadcastResult {
  /** The item's place in the request, counted from 0. */
  index: number;
  /** The status it would have had by itself. */
  status: number;
  /** A room was told. */
  broadcast?: Broadcast;
  /** Why an item was not sent. */
  error?: BroadcastError;
}

/** The results of a batch. */
export interface BroadcastResults {
  /** Always true. */
  success: Success;
  /** How many were sent. */
  sent: number;
  /** How many were not. */
  failed: number;
  /** One result per item, in the order of the request. */
  results: BroadcastResult[];
}

/** What to tell which room. */
export interface CreateBroadcast {
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id?: string;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** What happened, in a word of the application's own. */
  event: string;
  /** Fields of the application's own. */
  data?: Record<string, unknown>;
}

/** Events to send. */
export interface CreateBroadcasts {
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id?: string;
  /** The events, all of one application. */
  broadcasts: BatchedBroadcast[];
}
