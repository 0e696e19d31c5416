/** The realtime connection: one WebSocket for all rooms, kept up and brought back. */
import { ConnectionError, StagewireError, TimeoutError } from "../errors.js";
import { uuid } from "../uuid.js";
import { Emitter } from "./emitter.js";
import type { Unlisten } from "./emitter.js";
import { ConnectionClosedError, QueueFullError, RealtimeError, TokenError } from "./errors.js";
import { address, closeCodes, exchanges, maxMessageBytes } from "./messages.js";
import type {
  ErrorMessage,
  EventMessage,
  Exchanges,
  Notices,
  RequestType,
  SubscribedMessage,
  WelcomeMessage,
} from "./messages.js";
import { RealtimeRoom } from "./room.js";
import type { Data, EventMap } from "./room.js";
import { Socket } from "./socket.js";
import type { Ended, WebSocketConstructor } from "./socket.js";

/** How a connection is made. */
export interface ConnectOptions {
  /**
   * Where the server is: `wss://stagewire.example.com`, or its `https://` address. In browsers the
   * page's own host if left out; elsewhere `STAGEWIRE_BASE_URL`, else `http://127.0.0.1:8080`.
   */
  url?: string | undefined;
  /**
   * A client token, or what gets one: called for the first connection, and whenever the last token
   * ended, ends soon or was refused. Without a function the connection ends with its token.
   */
  token: string | (() => string | Promise<string>);
  /** Makes the WebSocket where the runtime has none: that of the package `ws` in Node. */
  WebSocket?: WebSocketConstructor | undefined;
  /** Milliseconds for each request, for the token, and until a connection is there. 10 000. */
  timeout?: number | undefined;
  /** The longest wait before the first reconnect, in milliseconds; it doubles. 500. */
  initialBackoff?: number | undefined;
  /** The longest wait before any reconnect. 20 000. */
  maxBackoff?: number | undefined;
  /** Milliseconds of silence after which the server is asked. As the server says, if left out. */
  pingInterval?: number | undefined;
  /** How many requests may wait while the connection is away. 100. */
  maxWaiting?: number | undefined;
}

/** What can be set for one request. */
export interface SendOptions {
  /** Ends the wait early; the request rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds until the answer must be there, the time that the connection is away included. */
  timeout?: number | undefined;
}

/** `connecting`: not there (again) yet. `closed`: for good. */
export type RealtimeStatus = "connecting" | "open" | "closed";

/** What can be listened to: what happens to the connection, and what the server tells. */
export interface RealtimeEvents extends Omit<Notices, "error"> {
  /** The connection is there, for the first time or again. */
  connected: WelcomeMessage;
  /** The connection is lost and will be tried again in `delay` milliseconds. */
  reconnecting: { code: number; reason: string; attempt: number; delay: number };
  /** The connection is closed for good. */
  closed: ConnectionClosedError;
  /** What went wrong without a call that could be told: the token callback, an unasked error. */
  error: StagewireError;
}

/** What a client can ask by `request`. The others are the connection's own business. */
export type AskableType = Exclude<
  RequestType,
  "auth" | "refresh" | "subscribe" | "unsubscribe"
>;

// Rooms of whatever events.
type AnyRoom = RealtimeRoom<any>;

interface Pending {
  type: RequestType;
  id: number;
  body: () => object;
  resolve: (message: never) => void;
  reject: (error: Error) => void;
  sent: boolean;
  sentFirst: number | undefined;
  repeatable: boolean;
}

// Milliseconds after which a connection counts as a good one.
const steady = 5_000;
// The server knows a key again for five minutes: what was sent longer ago is not sent again.
const remembered = 240_000;
// A token is no longer used when it ends within so many milliseconds.
const margin = 5_000;
// A token travels as the name of a subprotocol (RFC 6455, section 4.1): a `token` of RFC 9110.
const usable = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Opens the realtime connection. It comes at once: requests wait until the connection is there.
 *
 * @throws StagewireError where there is no WebSocket, or the address is none.
 */
export function connect(options: ConnectOptions): Realtime {
  return new Realtime(options);
}

/** A connection to rooms. Make one per user and keep it. */
export class Realtime {
  readonly #url: string;
  readonly #token: ConnectOptions["token"];
  readonly #make: WebSocketConstructor;
  readonly #timeout: number;
  readonly #initialBackoff: number;
  readonly #maxBackoff: number;
  readonly #pingInterval: number | undefined;
  readonly #maxWaiting: number;
  readonly #emitter = new Emitter<RealtimeEvents>();
  readonly #rooms = new Map<string, AnyRoom>();
  readonly #pending = new Map<number, Pending>();
  readonly #stopped = new AbortController();
  #status: RealtimeStatus = "connecting";
  #socket: Socket | undefined;
  #welcome: WelcomeMessage | undefined;
  #ended: ConnectionClosedError | undefined;
  #known: { token: string; fresh: boolean; expiresAt: number | undefined } | undefined;
  #lastId = 0;
  #openedAt = Infinity;
  #heard = false;
  #hurry: () => void = () => undefined;

  /** See `connect`. */
  constructor(options: ConnectOptions) {
    this.#url = websocketUrl(options.url);
    this.#token = options.token;
    const { WebSocket } = globalThis as { WebSocket?: WebSocketConstructor };
    const make = options.WebSocket ?? WebSocket;
    if (make === undefined) {
      throw new StagewireError("there is no WebSocket here: pass that of the package ws");
    }
    this.#make = make;
    this.#timeout = options.timeout ?? 10_000;
    this.#initialBackoff = options.initialBackoff ?? 500;
    this.#maxBackoff = options.maxBackoff ?? 20_000;
    this.#pingInterval = options.pingInterval;
    this.#maxWaiting = options.maxWaiting ?? 100;
    void this.#run();
  }

  /** Whether the connection is there. */
  get status(): RealtimeStatus {
    return this.#status;
  }

  /** The server's name for this connection. Every reconnect has another. Undefined while away. */
  get connectionId(): string | undefined {
    return this.#status === "open" ? this.#welcome?.connection_id : undefined;
  }

  /** Resolves when the connection is there; rejects when it is closed for good. */
  async ready(): Promise<WelcomeMessage> {
    if (this.#ended !== undefined) {
      throw this.#ended;
    }
    if (this.#status === "open" && this.#welcome !== undefined) {
      return this.#welcome;
    }
    return new Promise((resolve, reject) => {
      const done = [
        this.on("connected", (welcome) => settle(() => resolve(welcome))),
        this.on("closed", (error) => settle(() => reject(error))),
      ];
      const settle = (tell: () => void): void => {
        done.forEach((unlisten) => unlisten());
        tell();
      };
    });
  }

  /** Calls `listener` whenever `name` happens, in any room. */
  on<Name extends keyof RealtimeEvents>(
    name: Name,
    listener: (event: RealtimeEvents[Name]) => void,
  ): Unlisten {
    return this.#emitter.on(name, listener);
  }

  /**
   * A room: always the same object for a name. `Events` names the room's events and the type of
   * their data: `realtime.room<{ "new-message": { text: string } }>("chat")`.
   */
  room<Events extends EventMap<Events> = Record<string, Data>>(name: string): RealtimeRoom<Events> {
    let known = this.#rooms.get(name);
    if (known === undefined) {
      known = new RealtimeRoom<any>(this, name);
      this.#rooms.set(name, known);
    }
    return known as RealtimeRoom<Events>;
  }

  /**
   * Sends a request of any type and answers the server's reply. It waits while the connection is
   * away. A request that was sent when the connection broke is sent again if that is safe: if it
   * changes nothing, or carries a `key` (made if left out, where the request knows one).
   *
   * @throws RealtimeError where the server refuses it; ConnectionError and its subclasses where no
   * answer came.
   */
  async request<Type extends AskableType>(
    type: Type,
    body: Omit<Exchanges[Type]["request"], "type" | "id">,
    options: SendOptions = {},
  ): Promise<Exchanges[Type]["reply"]> {
    const made = exchanges[type].keyed ? { key: uuid(), ...body } : body;
    return this.#send<Type>(type, () => made, options);
  }

  /** Closes the connection for good. Requests that wait reject with a ConnectionClosedError. */
  close(): void {
    this.#finish(new ConnectionClosedError(1000, undefined, "closed by close()"));
  }

  // --- for rooms -------------------------------------------------------------------------------

  /** @internal A subscribe that says what the room wants when it is sent. */
  subscribing(room: AnyRoom, options: SendOptions): Promise<SubscribedMessage> {
    return this.#send<"subscribe">("subscribe", () => room.subscription(), options);
  }

  /** @internal */
  async leave(room: string, options: SendOptions = {}): Promise<void> {
    await this.#send("unsubscribe", () => ({ room }), options);
  }

  /** @internal An event that was missed and came late. */
  tell(message: EventMessage): void {
    this.#emitter.emit("event", message);
  }

  /** @internal Waits; less when the connection is closed for good. */
  pause(milliseconds: number): Promise<void> {
    return sleep(milliseconds, this.#stopped.signal);
  }

  // --- requests --------------------------------------------------------------------------------

  #send<Type extends RequestType>(
    type: Type,
    body: () => object,
    options: SendOptions,
  ): Promise<Exchanges[Type]["reply"]> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#ended !== undefined) {
        throw this.#ended;
      }
      const away = this.#status !== "open";
      if (away && type !== "subscribe" && this.#waiting() >= this.#maxWaiting) {
        throw new QueueFullError(`${this.#maxWaiting} requests wait for the connection already`);
      }
      const id = ++this.#lastId;
      const settle = (tell: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", aborted);
        this.#pending.delete(id);
        tell();
      };
      const aborted = (): void => settle(() => reject(signal?.reason as Error));
      const late = (): void =>
        settle(() => reject(new TimeoutError(`${type}: no answer in time`)));
      const timer = setTimeout(late, options.timeout ?? this.#timeout);
      signal?.addEventListener("abort", aborted, { once: true });
      const pending: Pending = {
        type,
        id,
        body,
        resolve: (message) => settle(() => resolve(message)),
        reject: (error) => settle(() => reject(error)),
        sent: false,
        sentFirst: undefined,
        repeatable: exchanges[type].repeatable,
      };
      this.#pending.set(id, pending);
      if (!away) {
        this.#transmit(pending);
      }
    });
  }

  #waiting(): number {
    let count = 0;
    for (const one of this.#pending.values()) {
      count += one.type === "subscribe" ? 0 : 1;
    }
    return count;
  }

  #transmit(pending: Pending): void {
    const text = JSON.stringify({ ...pending.body(), type: pending.type, id: pending.id });
    if (tooLong(text)) {
      pending.reject(new StagewireError(`a message may have at most ${maxMessageBytes} bytes`));
      return;
    }
    pending.sent = true;
    pending.sentFirst ??= Date.now();
    try {
      this.#socket?.send(text);
    } catch (cause) {
      // It is closing: its end, which comes, decides what becomes of this.
      this.#emitter.emit("error", new ConnectionError(reasonOf(cause), { cause }));
    }
  }

  #receive(text: string): void {
    this.#heard = true;
    const message = parsed(text);
    if (message === undefined) {
      this.#emitter.emit("error", new StagewireError("the server sent something that is no message"));
      return;
    }
    const pending = message.id === undefined ? undefined : this.#pending.get(message.id);
    if (message.type === "error") {
      const error = new RealtimeError(message as ErrorMessage);
      if (pending !== undefined) {
        pending.reject(error);
      } else if (message.id === undefined) {
        this.#emitter.emit("error", error);
      }
      return;
    }
    if (message.type === "subscribed") {
      // Also when nobody waits for it any more: the server counts this client as there.
      this.#rooms.get(message.room ?? "")?.entered(message as SubscribedMessage);
    }
    if (message.id === undefined) {
      this.#notice(message);
    } else if (pending !== undefined && exchanges[pending.type].reply === message.type) {
      pending.resolve(message as never);
    }
  }

  #notice(message: { type: string; room?: string }): void {
    if (message.type === "expiring") {
      void this.#refresh((message as Notices["expiring"]).expires_at);
    }
    const room = message.room === undefined ? undefined : this.#rooms.get(message.room);
    if (message.room !== undefined && room?.accept(message) !== true) {
      return;
    }
    this.#emitter.emit(message.type as "event", message as Notices["event"]);
  }

  // --- the connection's life -------------------------------------------------------------------

  async #run(): Promise<void> {
    let attempt = 0;
    // In browsers: the network is back, so there is nothing to wait for.
    const online = (): void => this.#hurry();
    const page = globalThis as Partial<Pick<typeof globalThis, "addEventListener">>;
    page.addEventListener?.("online", online, { signal: this.#stopped.signal });
    while (this.#ended === undefined) {
      this.#openedAt = Infinity;
      const end = await this.#session();
      this.#away();
      const final = this.#isFinal(end);
      if (final !== undefined) {
        this.#finish(final);
      }
      if (this.#ended !== undefined) {
        return;
      }
      attempt = Date.now() - this.#openedAt >= steady ? 1 : attempt + 1;
      // Full jitter, so that clients that were lost together do not come back together.
      const longest = Math.min(this.#initialBackoff * 2 ** (attempt - 1), this.#maxBackoff);
      const delay = Math.random() * longest;
      this.#emitter.emit("reconnecting", { ...end, attempt, delay });
      await Promise.race([
        this.pause(delay),
        new Promise<void>((resolve) => (this.#hurry = resolve)),
      ]);
    }
  }

  /** One connection, from its token to its end. */
  async #session(): Promise<Ended> {
    let token: string;
    try {
      token = await this.#currentToken();
    } catch (cause) {
      if (this.#ended !== undefined) {
        return { code: 1000, reason: "" };
      }
      const error = new TokenError(`the token callback failed: ${reasonOf(cause)}`, { cause });
      this.#emitter.emit("error", error);
      return { code: 1006, reason: error.message };
    }
    if (this.#ended !== undefined) {
      return { code: 1000, reason: "" };
    }
    let ticking: ReturnType<typeof setInterval> | undefined;
    const end = await new Promise<Ended>((resolve) => {
      const heard = (text: string): void => {
        if (this.#status === "open") {
          this.#receive(text);
          return;
        }
        const message = parsed(text) as Partial<WelcomeMessage> | undefined;
        if (message?.type === "welcome") {
          clearTimeout(timer);
          ticking = this.#listen(message as WelcomeMessage);
        }
      };
      const timer = setTimeout(() => this.#socket?.abandon("no welcome in time"), this.#timeout);
      const ended = (how: Ended): void => {
        clearTimeout(timer);
        resolve(how);
      };
      try {
        this.#socket = new Socket(this.#make, this.#url, token, heard, ended);
      } catch (cause) {
        const reason = reasonOf(cause);
        ended({ code: 1006, reason });
        if (typeof this.#token === "string") {
          // It will not be any better the next time.
          this.#finish(new ConnectionClosedError(1006, undefined, reason));
        }
      }
    });
    clearInterval(ticking);
    return end;
  }

  /** The server said welcome: rooms are entered again, and what waits is sent. */
  #listen(welcome: WelcomeMessage): ReturnType<typeof setInterval> {
    this.#welcome = welcome;
    this.#openedAt = Date.now();
    this.#status = "open";
    if (this.#known !== undefined) {
      this.#known.expiresAt = welcome.expires_at;
    }
    const waiting = [...this.#pending.values()];
    for (const room of this.#rooms.values()) {
      void room.resume();
    }
    for (const one of waiting) {
      if (exchanges[one.type].keyed && Date.now() - (one.sentFirst ?? Infinity) > remembered) {
        one.reject(new ConnectionError(`${one.type}: the connection was away for too long`));
      } else {
        this.#transmit(one);
      }
    }
    this.#emitter.emit("connected", welcome);
    this.#heard = true;
    const every = this.#pingInterval ?? welcome.ping_interval * 1000;
    return setInterval(() => this.#check(), every);
  }

  /** Asks the server whether it is there, when nothing came from it since the last time. */
  #check(): void {
    if (this.#heard) {
      this.#heard = false;
      return;
    }
    const socket = this.#socket;
    this.request("ping", {}).catch((error: unknown) => {
      if (error instanceof TimeoutError && !this.#heard) {
        socket?.abandon("the server does not answer");
      }
    });
  }

  /** The connection broke: what was sent and must not be repeated is lost. */
  #away(): void {
    this.#socket = undefined;
    if (this.#status !== "closed") {
      this.#status = "connecting";
    }
    for (const room of this.#rooms.values()) {
      room.lost();
    }
    for (const one of [...this.#pending.values()]) {
      if (one.sent && !one.repeatable) {
        const message = `${one.type}: the connection broke before the answer came`;
        one.reject(new ConnectionError(message));
      }
      one.sent = false;
    }
  }

  /** What ends the connection for good; undefined when it shall be tried again. */
  #isFinal(end: Ended): ConnectionClosedError | undefined {
    const code = closeCodes[end.code];
    const renewable = typeof this.#token === "function";
    const refused = code?.name === "unauthorized" || code?.name === "token_expired";
    // A token that was kept from an earlier try may have ended meanwhile: a new one may do.
    const kept = this.#known?.fresh === false;
    if (refused) {
      this.#known = undefined;
    }
    let again = code?.reconnect ?? (end.code < 4000 || end.code > 4999);
    if (code?.name === "token_expired") {
      again = renewable;
    } else if (code?.name === "unauthorized") {
      again = renewable && kept;
    }
    if (again) {
      return undefined;
    }
    const why = end.reason || code?.description || "the server closed the connection";
    return new ConnectionClosedError(end.code, code?.name, why);
  }

  #finish(error: ConnectionClosedError): void {
    if (this.#ended !== undefined) {
      return;
    }
    this.#ended = error;
    this.#status = "closed";
    this.#stopped.abort();
    this.#socket?.close(1000, "");
    for (const one of [...this.#pending.values()]) {
      one.reject(error);
    }
    for (const room of this.#rooms.values()) {
      room.end(error.code === 1000 ? undefined : error);
    }
    this.#emitter.emit("closed", error);
  }

  // --- the token -------------------------------------------------------------------------------

  async #currentToken(): Promise<string> {
    const expiresAt = this.#known?.expiresAt;
    if (this.#known !== undefined && (expiresAt === undefined || expiresAt > Date.now() + margin)) {
      this.#known.fresh = false;
      return this.#known.token;
    }
    const token = await this.#newToken();
    this.#known = { token, fresh: true, expiresAt: undefined };
    return token;
  }

  async #newToken(): Promise<string> {
    if (typeof this.#token === "string") {
      return this.#token;
    }
    const stop = new AbortController();
    const late = async (): Promise<never> => {
      await sleep(this.#timeout, stop.signal, this.#stopped.signal);
      throw new TimeoutError("no token in time");
    };
    try {
      const token: unknown = await Promise.race([this.#token(), late()]);
      // Kept, it would be tried for ever: no WebSocket can be made with it.
      if (typeof token !== "string" || !usable.test(token)) {
        throw new StagewireError("it gave no token");
      }
      return token;
    } finally {
      stop.abort();
    }
  }

  /** Brings a new token before the old one ends, and tries again until then. */
  async #refresh(expiresAt: number): Promise<void> {
    const socket = this.#socket;
    if (typeof this.#token === "string") {
      return;
    }
    for (let wait = this.#initialBackoff; this.#socket === socket; wait *= 2) {
      try {
        const token = await this.#newToken();
        if (this.#socket !== socket) {
          return;
        }
        const { expires_at } = await this.#send<"refresh">("refresh", () => ({ token }), {});
        this.#known = { token, fresh: false, expiresAt: expires_at };
        return;
      } catch (cause) {
        if (this.#ended !== undefined || this.#socket !== socket) {
          return;
        }
        const message = `the token could not be renewed: ${reasonOf(cause)}`;
        this.#emitter.emit("error", new TokenError(message, { cause }));
      }
      if (Date.now() >= expiresAt) {
        return;
      }
      await this.pause(Math.random() * Math.min(wait, this.#maxBackoff));
    }
  }
}

function websocketUrl(given: string | undefined): string {
  const { location, process } = globalThis as {
    location?: { origin?: string };
    process?: { env?: Record<string, string | undefined> };
  };
  const own = location?.origin ?? process?.env?.["STAGEWIRE_BASE_URL"];
  const base = given || own || "http://127.0.0.1:8080";
  if (!/^(?:https?|wss?):\/\//.test(base)) {
    throw new StagewireError(`url must be a ws://, wss://, http:// or https:// address: ${base}`);
  }
  const bare = base.replace(/^http/, "ws").replace(/\/+$/, "");
  return bare.endsWith(address) ? bare : bare + address;
}

/** Whether a text has more bytes than a message may have. */
function tooLong(text: string): boolean {
  // A UTF-16 unit has at most three bytes in UTF-8.
  return text.length * 3 > maxMessageBytes && new TextEncoder().encode(text).length > maxMessageBytes;
}

/** A message, undefined for what is none. */
function parsed(text: string): { type: string; id?: number; room?: string } | undefined {
  try {
    const made = JSON.parse(text) as { type: string } | null;
    return typeof made?.type === "string" ? made : undefined;
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Resolves after so many milliseconds, or as soon as one of the signals is aborted. */
function sleep(milliseconds: number, ...signals: AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signals.forEach((signal) => signal.removeEventListener("abort", done));
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signals.forEach((signal) => signal.addEventListener("abort", done, { once: true }));
    if (signals.some((signal) => signal.aborted)) {
      done();
    }
  });
}
