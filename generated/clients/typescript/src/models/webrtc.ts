/** The objects of the webrtc API. */
import type { Pagination } from "./shared.js";

/** Whose credentials to make, and for how long. */
export interface CreateTurnCredentials {
  /** Seconds for which the credentials are good. */
  ttl?: number;
  /** The `user_id` of the client token; null for a client without one. */
  user_id?: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id?: string;
}

/** One entry of `RTCConfiguration.iceServers` (W3C WebRTC). */
export interface IceServer {
  /** Addresses of one service (RFC 7064, RFC 7065). */
  urls: string[];
  /** Until when it is good, in Unix seconds, and the user's name on the relay. */
  username?: string;
  /** The password. */
  credential?: string;
}

/** What was relayed. */
export interface RelayTotal {
  /** How many allocations ended. */
  allocations: number;
  /** What they carried, both ways. */
  bytes: number;
}

/** A page of users, and what was relayed for all of them. */
export interface RelayUsagePage {
  /** Whether the relay's statistics are set up. */
  measured: boolean;
  /** What was relayed. */
  total: RelayTotal;
  /** The users. */
  data: RelayedUser[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** What was relayed for a user. */
export interface RelayedUser {
  /** The user's name on the relay, as its credentials say it. */
  user: string;
  /** How many allocations ended. */
  allocations: number;
  /** What they carried, both ways. */
  bytes: number;
}

/** What a peer connection needs. */
export interface TurnCredentials {
  /** The servers, as browsers take them. */
  iceServers: IceServer[];
  /** Whether there is a TURN server among them. */
  relay: boolean;
  /** What that means, for people. */
  message: string;
  /** The user's name on the relay; null without one. */
  user: string | null;
  /** Seconds for which the credentials are good. */
  ttl: number;
  /** When the credentials end. RFC 3339. */
  expires_at: string;
}
