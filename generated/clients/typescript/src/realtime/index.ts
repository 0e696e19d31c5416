/** Rooms over one WebSocket: `connect()`. */
export { ConnectionClosedError, QueueFullError, RealtimeError, TokenError } from "./errors.js";
export { closeCodes } from "./messages.js";
export type * from "./messages.js";
export { connect, Realtime } from "./realtime.js";
export type {
  AskableType,
  ConnectOptions,
  RealtimeEvents,
  RealtimeStatus,
  SendOptions,
} from "./realtime.js";
export { RealtimeRoom } from "./room.js";
export type {
  Data,
  EventMap,
  Position,
  RoomEvents,
  RoomMessage,
  SubscribeOptions,
} from "./room.js";
export type { WebSocketConstructor, WebSocketLike } from "./socket.js";
