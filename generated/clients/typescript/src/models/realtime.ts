/** The objects of the realtime API. */
import type { Environment, Pagination } from "./shared.js";

/** How long to keep a user out. */
export interface BlockUser {
  /** Seconds from now, a year at most. */
  seconds: number;
}

/** A user who is kept out. */
export interface BlockedUser {
  /** The `user_id` of the client token; null for a client without one. */
  user_id: string;
  /** When the block ends. RFC 3339. */
  blocked_until: string;
}

/** What to tell a room. */
export interface BroadcastToRoom {
  /** What happened, in a word of the application's own. */
  event: string;
  /** Fields of the application's own. */
  data?: Record<string, unknown>;
}

/** A room that was closed. */
export interface ClosedRoom {
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** How many connections followed it. */
  unsubscribed: number;
}

/** A client that is connected now. */
export interface Connection {
  /** Identifies a connection. */
  connection_id: string;
  /** Whose connection it is; null for a client whose token names nobody. */
  user_id: string | null;
  /** The rooms it follows, by name. */
  rooms: string[];
  /** When it connected. RFC 3339. */
  connected_at: string;
  /** The address it came from. */
  ip: string;
}

/** A page of connections. */
export interface ConnectionPage {
  /** The connections. */
  data: Connection[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** A user whose connections were closed. */
export interface DisconnectedUser {
  /** The `user_id` of the client token; null for a client without one. */
  user_id: string;
  /** How many connections were closed. */
  disconnected: number;
}

/** A client that is present in a room. */
export interface Member {
  /** Identifies a connection. */
  connection_id: string;
  /** Whose connection it is; null for a client whose token names nobody. */
  user_id: string | null;
  /** Fields of the application's own. */
  state: Record<string, unknown>;
}

/** A page of a room's members. */
export interface MemberPage {
  /** The members. */
  data: Member[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** A room as it is now. */
export interface Room {
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** How many connections follow it. */
  subscribers: number;
  /** How many of them are listed as present. */
  members: number;
}

/** A room was told. */
export interface RoomBroadcast {
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** What happened, in a word of the application's own. */
  event: string;
  /** Names a run of offsets. When a room's history was lost, it begins anew under another epoch. */
  epoch: string;
  /** A place in the room's history. Each event has the next one. */
  offset: number;
  /** How many connections followed the room on all server processes. */
  subscriber_count: number;
  /** Milliseconds since 1970, UTC. */
  timestamp: number;
}

/** Something that happened in a room. */
export interface RoomEvent {
  /** A place in the room's history. Each event has the next one. */
  offset: number;
  /** What happened, in a word of the application's own. */
  event: string;
  /** Fields of the application's own. */
  data: Record<string, unknown>;
  /** Milliseconds since 1970, UTC. */
  timestamp: number;
  /** Identifies a connection. */
  connection_id?: string;
  /** The `user_id` of the client token; null for a client without one. */
  user_id?: string;
}

/** What happened in a room. */
export interface RoomHistory {
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** Names a run of offsets. When a room's history was lost, it begins anew under another epoch. */
  epoch: string;
  /** A place in the room's history. Each event has the next one. */
  offset: number;
  /** The events, the oldest first. */
  events: RoomEvent[];
}

/** The room that is meant. */
export interface RoomOccupancy {
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
}

/** The event `room.occupied`. */
export interface RoomOccupiedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "room.occupied";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** The room that is meant. */
  data: RoomOccupancy;
}

/** A page of rooms. */
export interface RoomPage {
  /** The rooms. */
  data: Room[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** Who came or went, and where. */
export interface RoomPresence {
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** A client that is present in a room. */
  member: Member;
}

/** The event `room.vacated`. */
export interface RoomVacatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "room.vacated";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** The room that is meant. */
  data: RoomOccupancy;
}

/** Where this client has read to. */
export interface SubscribeRecover {
  /** Names a run of offsets. When a room's history was lost, it begins anew under another epoch. */
  epoch: string;
  /** A place in the room's history. Each event has the next one. */
  offset: number;
}

/** A user as far as connections tell. */
export interface User {
  /** The `user_id` of the client token; null for a client without one. */
  user_id: string;
  /** Whether the user has a connection now. */
  online: boolean;
  /** Until when the user is kept out, if so. RFC 3339. */
  blocked_until: string | null;
  /** The user's connections. */
  connections: Connection[];
}

/** The event `user-joined`. */
export interface UserJoinedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "user-joined";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** Who came or went, and where. */
  data: RoomPresence;
}

/** The event `user-left`. */
export interface UserLeftEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "user-left";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** Who came or went, and where. */
  data: RoomPresence;
}
