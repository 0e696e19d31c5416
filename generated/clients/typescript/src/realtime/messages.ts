/** The messages of the WebSocket, as they are on the wire. */
import type {
  ChatMessage,
  Member,
  Poll,
  PresentationCommand,
  PresentationSnapshot,
  PresentationState,
  Question,
  RoomEvent,
  SubscribeRecover,
} from "../models.js";

/** Where a server has its WebSocket. */
export const address = "/realtime";

/** The longest message that a server takes, in bytes. */
export const maxMessageBytes = 65536;

/** Only needed when the token came neither by query nor by subprotocol. It must come first. */
export interface AuthMessage {
  type: "auth";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** The client token. */
  token: string;
}

/** Follows a room from now on, or from where it was lost. */
export interface SubscribeMessage {
  type: "subscribe";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** Where this client has read to. */
  recover?: SubscribeRecover;
  /** Whether to be listed, and told who comes and goes, where the token allows it. */
  presence?: boolean;
  /** Fields of the application's own. */
  state?: Record<string, unknown>;
}

/** Leaves a room. */
export interface UnsubscribeMessage {
  type: "unsubscribe";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
}

/** Tells a room. The same `key` within five minutes is told once and answers alike. */
export interface PublishMessage {
  type: "publish";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** What happened, in a word of the application's own. */
  event: string;
  /** Fields of the application's own. */
  data?: Record<string, unknown>;
  /** Makes a retry safe. */
  key?: string;
}

/** Asks who is in a room. */
export interface PresenceMessage {
  type: "presence";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
}

/** Replaces this client's state in a room it is present in. */
export interface UpdateMessage {
  type: "update";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** Fields of the application's own. */
  state: Record<string, unknown>;
}

/** Reads what happened in a room, oldest first. */
export interface HistoryMessage {
  type: "history";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** A place in the room's history. Each event has the next one. */
  after?: number;
  /** How many events at most. */
  limit?: number;
}

/** Sends data to one member of a room, as WebRTC peers need it to find each other. It is not kept. */
export interface SignalMessage {
  type: "signal";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** Identifies a connection. */
  to: string;
  /** Fields of the application's own. */
  data: Record<string, unknown>;
}

/** Asks whether the server is there. */
export interface PingMessage {
  type: "ping";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
}

/**
 * Brings a new token of the same application and user before the old one ends. Rooms are kept
 * where it still allows them.
 */
export interface RefreshMessage {
  type: "refresh";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** The new client token. */
  token: string;
}

/** Drives a presentation or takes part in it, as far as this client's role in it lets it. */
export interface CommandMessage {
  type: "command";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** Identifies a presentation. Its room is `presentation:` and this. */
  presentation: string;
  /**
   * What to do. Which fields go with it depends on `name`.
   *
   * - Driving, for presenters and controllers: `next`, `previous`, `goto` (`slide`, `step`),
   *   `blackout` (`on`), `pointer` (`point`, null takes it away), `timer` (`action`), `annotate`
   *   (`annotation`), `clear` (`slide`, else all). `take` keeps other drivers off, `hand_over`
   *   (`to`, null for nobody) gives that to another. A presenter may take the drive from anybody.
   * - For presenters: `start`, `end`, `create_poll` (`poll`), `open_poll`, `close_poll`
   *   (`poll_id`), `answer` (`question_id`, `text`), `dismiss` (`question_id`), `remove_message`
   *   (`message_id`).
   * - For everybody, as far as the settings let them: `react` (`reaction`), `raise_hand`,
   *   `lower_hand` (`participant`: a presenter may lower another's), `chat` (`text`), `vote`
   *   (`poll_id`, `choices`: places of options, counted from 0), `ask` (`text`), `upvote`
   *   (`question_id`, `on`), `cursor` (`point`).
   * - `state` changes nothing and answers the `snapshot`.
   */
  command: PresentationCommand;
  /**
   * The state's version that the command was given at. It is refused as a `conflict` when somebody
   * else has changed the state since. Without it, it always counts.
   */
  version?: number;
  /** Makes a retry safe: the same key is done once, and answered alike for an hour. */
  key?: string;
}

/** The client is known. */
export interface WelcomeMessage {
  type: "welcome";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** Identifies a connection. */
  connection_id: string;
  app_id: string;
  user_id: string | null;
  /** Milliseconds since 1970, UTC. */
  expires_at: number;
  /** Seconds after which the server pings a silent client. */
  ping_interval: number;
}

/**
 * The room is followed from `offset` on; `events` were missed and come first. It also comes
 * unasked, without `id`, when the server lost its place in the room: `recovered` is false then,
 * and `epoch` and `offset` are new.
 */
export interface SubscribedMessage {
  type: "subscribed";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** Names a run of offsets. When a room's history was lost, it begins anew under another epoch. */
  epoch: string;
  /** A place in the room's history. Each event has the next one. */
  offset: number;
  /** Whether `events` is all that was missed; null when nothing was to be recovered. */
  recovered: boolean | null;
  events: RoomEvent[];
  /** Who is there, where the token allows presence. */
  members?: Member[];
}

/**
 * The room is no longer followed. It also comes unasked, without `id`, when the application closed
 * the room or a new token does not allow it.
 */
export interface UnsubscribedMessage {
  type: "unsubscribed";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
}

/** The event has its place in the room's order. */
export interface PublishedMessage {
  type: "published";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** Names a run of offsets. When a room's history was lost, it begins anew under another epoch. */
  epoch: string;
  /** A place in the room's history. Each event has the next one. */
  offset: number;
}

/** Who is in the room. */
export interface MembersMessage {
  type: "members";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** Who is there, where the token allows presence. */
  members: Member[];
}

/** The state was told to the room. */
export interface UpdatedMessage {
  type: "updated";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
}

/** What happened. */
export interface EventsMessage {
  type: "events";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** Names a run of offsets. When a room's history was lost, it begins anew under another epoch. */
  epoch: string;
  /** A place in the room's history. Each event has the next one. */
  offset: number;
  events: RoomEvent[];
}

/** The signal was handed on. */
export interface SignaledMessage {
  type: "signaled";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
}

/** The server is there. */
export interface PongMessage {
  type: "pong";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
}

/** The new token counts. */
export interface RefreshedMessage {
  type: "refreshed";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** Milliseconds since 1970, UTC. */
  expires_at: number;
}

/**
 * The command is done, and will still be so after a crash. `state` comes with what changes it, the
 * others with what they are about.
 */
export interface DoneMessage {
  type: "done";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** Identifies a presentation. Its room is `presentation:` and this. */
  presentation: string;
  /**
   * Grows by one with each change of the state. What is older than what you have seen can be
   * dropped.
   */
  version: number;
  /** All of what is shown now. It stands for itself; nothing needs to be added up. */
  state?: PresentationState;
  /** A poll with its votes so far. */
  poll?: Poll;
  /** A question of the audience. */
  question?: Question;
  /** Something that was said. */
  message?: ChatMessage;
  /**
   * Everything that somebody who joins needs, as of one moment: the last 50 chat messages, the 50
   * most wanted questions, the newest 20 polls and the first 100 raised hands.
   */
  snapshot?: PresentationSnapshot;
}

/** Something happened in a room. */
export interface EventMessage {
  type: "event";
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
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

/** Somebody came. */
export interface JoinMessage {
  type: "join";
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** A client that is present in a room. */
  member: Member;
}

/** Somebody left. */
export interface LeaveMessage {
  type: "leave";
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** A client that is present in a room. */
  member: Member;
}

/** Somebody's state changed. */
export interface StateMessage {
  type: "state";
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** A client that is present in a room. */
  member: Member;
}

/** Another connection sent this one something. */
export interface SignalReceivedMessage {
  type: "signal";
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** A client that is present in a room. */
  from: Member;
  /** Fields of the application's own. */
  data: Record<string, unknown>;
}

/** The token ends within a minute. Send `refresh`. */
export interface ExpiringMessage {
  type: "expiring";
  /** Milliseconds since 1970, UTC. */
  expires_at: number;
}

/** A request could not be done. The connection lives on. */
export interface ErrorMessage {
  type: "error";
  /** Pairs a request with its answer. The connection sets it. */
  id?: number;
  /** What went wrong, for programs. */
  code: string;
  /** What went wrong, for people, naming the field. */
  message: string;
  /** The field that is wrong. */
  field?: string;
  /** Seconds to wait, with `rate_limited`. */
  retry_after?: number;
  /** All of what is shown now. It stands for itself; nothing needs to be added up. */
  state?: PresentationState;
}

/** Each request with its answer, by the request's type. */
export interface Exchanges {
  auth: { request: AuthMessage; reply: WelcomeMessage };
  subscribe: { request: SubscribeMessage; reply: SubscribedMessage };
  unsubscribe: { request: UnsubscribeMessage; reply: UnsubscribedMessage };
  publish: { request: PublishMessage; reply: PublishedMessage };
  presence: { request: PresenceMessage; reply: MembersMessage };
  update: { request: UpdateMessage; reply: UpdatedMessage };
  history: { request: HistoryMessage; reply: EventsMessage };
  signal: { request: SignalMessage; reply: SignaledMessage };
  ping: { request: PingMessage; reply: PongMessage };
  refresh: { request: RefreshMessage; reply: RefreshedMessage };
  command: { request: CommandMessage; reply: DoneMessage };
}

/** What a client can ask. */
export type RequestType = keyof Exchanges;

/** A message that a client sends. */
export type ClientMessage = Exchanges[RequestType]["request"];

/** What the server tells unasked, by type. */
export interface Notices {
  event: EventMessage;
  join: JoinMessage;
  leave: LeaveMessage;
  state: StateMessage;
  signal: SignalReceivedMessage;
  expiring: ExpiringMessage;
  error: ErrorMessage;
}

/** A message that a server sends. */
export type ServerMessage = Exchanges[RequestType]["reply"] | Notices[keyof Notices];

/** What a connection needs to know of a request. */
interface Exchange {
  /** The type of its answer. */
  reply: string;
  /** Whether a `key` makes its repetition safe. */
  keyed: boolean;
  /** Whether it may be sent again when the connection broke before the answer came. */
  repeatable: boolean;
}

/** @internal */
export const exchanges: Readonly<Record<RequestType, Exchange>> = {
  auth: {
    reply: "welcome",
    keyed: false,
    repeatable: false,
  },
  subscribe: {
    reply: "subscribed",
    keyed: false,
    repeatable: true,
  },
  unsubscribe: {
    reply: "unsubscribed",
    keyed: false,
    repeatable: true,
  },
  publish: {
    reply: "published",
    keyed: true,
    repeatable: true,
  },
  presence: {
    reply: "members",
    keyed: false,
    repeatable: true,
  },
  update: {
    reply: "updated",
    keyed: false,
    repeatable: true,
  },
  history: {
    reply: "events",
    keyed: false,
    repeatable: true,
  },
  signal: {
    reply: "signaled",
    keyed: false,
    repeatable: false,
  },
  ping: {
    reply: "pong",
    keyed: false,
    repeatable: true,
  },
  refresh: {
    reply: "refreshed",
    keyed: false,
    repeatable: false,
  },
  command: {
    reply: "done",
    keyed: true,
    repeatable: true,
  },
};

/** Why a server closed a connection. `reconnect` says whether trying again helps. */
export interface CloseCode {
  name: string;
  reconnect: boolean;
  description: string;
}

/** The close codes of the contract. */
export const closeCodes: Readonly<Record<number, CloseCode>> = {
  1001: {
    name: "going_away",
    reconnect: true,
    description: "The server stops or is renewed.",
  },
  1002: {
    name: "protocol_error",
    reconnect: false,
    description: "The client broke RFC 6455.",
  },
  1003: {
    name: "unsupported_data",
    reconnect: false,
    description: "A binary message came; only text is spoken.",
  },
  1007: {
    name: "invalid_text",
    reconnect: false,
    description: "Text that is not UTF-8.",
  },
  1009: {
    name: "message_too_big",
    reconnect: false,
    description: "A message over `messageBytes`.",
  },
  1011: {
    name: "internal_error",
    reconnect: true,
    description: "The server failed. Wait before reconnecting.",
  },
  4001: {
    name: "unauthorized",
    reconnect: false,
    description: "No token in time, or one that is not valid.",
  },
  4003: {
    name: "forbidden",
    reconnect: false,
    description: "The page\u0027s origin is not the application\u0027s allowed domain.",
  },
  4005: {
    name: "token_expired",
    reconnect: true,
    description: "The token ended. Reconnect with a new one.",
  },
  4006: {
    name: "disconnected",
    reconnect: false,
    description: "The application disconnected this client.",
  },
  4007: {
    name: "application_disabled",
    reconnect: false,
    description: "The application is switched off or gone.",
  },
  4008: {
    name: "slow_consumer",
    reconnect: true,
    description: "The client reads too slowly. Recover after reconnecting.",
  },
  4009: {
    name: "too_many_connections",
    reconnect: true,
    description: "A limit of connections is reached. Wait before reconnecting.",
  },
  4010: {
    name: "ping_timeout",
    reconnect: true,
    description: "Nothing came from the client for too long.",
  },
};
