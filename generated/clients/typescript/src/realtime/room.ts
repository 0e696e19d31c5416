/** A room of the realtime connection. */
import { StagewireError } from "../errors.js";
import type { Member, RoomEvent } from "../models.js";
import { Emitter } from "./emitter.js";
import type { Unlisten } from "./emitter.js";
import { RealtimeError } from "./errors.js";
import type { ConnectionClosedError } from "./errors.js";
import type {
  EventMessage,
  EventsMessage,
  JoinMessage,
  LeaveMessage,
  PublishedMessage,
  SignalReceivedMessage,
  StateMessage,
  SubscribedMessage,
} from "./messages.js";
import { Reader } from "./reader.js";
import type { Realtime, SendOptions } from "./realtime.js";

/** Fields of the application's own. */
export type Data = Record<string, unknown>;

/** An application's events: an object type for the data by each event's name. */
export type EventMap<Events> = { [Name in keyof Events]: object };

/** An event of a room. Of a room whose events are known, comparing `event` tells `data`'s type. */
export type RoomMessage<Events extends EventMap<Events> = Record<string, Data>> = {
  [Name in keyof Events & string]: Omit<EventMessage, "event" | "data"> & {
    event: Name;
    data: Events[Name];
  };
}[keyof Events & string];

/** A place in a room's order. */
export interface Position {
  epoch: string;
  offset: number;
}

/** How a room is followed. */
export interface SubscribeOptions extends SendOptions {
  /** Whether to be listed as a member and to be told who comes and goes. True if left out. */
  presence?: boolean | undefined;
  /** What the others see of this member. */
  state?: Data | undefined;
  /** Where an earlier connection has read to: what came since is told first. */
  recover?: Position | undefined;
}

/** What can be listened to in a room. */
export interface RoomEvents<Events extends EventMap<Events>> {
  /** Something happened, in the room's order. */
  event: RoomMessage<Events>;
  /** Somebody came. */
  join: JoinMessage;
  /** Somebody left. */
  leave: LeaveMessage;
  /** Somebody's state changed. */
  state: StateMessage;
  /** Another connection sent this one something. */
  signal: SignalReceivedMessage;
  /** `members` changed, in whatever way. */
  members: ReadonlyMap<string, Member>;
  /** The room is followed, for the first time or again. */
  subscribed: SubscribedMessage;
  /** The room is no longer followed, and will not be again: `error` says why, if it was not asked. */
  unsubscribed: { room: string; error: StagewireError | undefined };
  /** All that was missed while away was told by `event`: so many. */
  recovered: { room: string; events: number };
  /**
   * What was missed while away cannot be told: load the application's state anew. The room goes on
   * after `offset`.
   */
  gap: { room: string } & Position;
}

// Most events that wait for the reader of an iterator.
const longest = 10_000;
// Refusals that pass by themselves, and the milliseconds between tries.
const passing = new Set(["unavailable", "rate_limited", "internal_error"]);
const shortest = 500;
const slowest = 20_000;

/** One room. It stays the same object for the connection's whole life. */
export class RealtimeRoom<Events extends EventMap<Events> = Record<string, Data>>
  implements AsyncIterable<RoomMessage<Events>>
{
  /** The room's name. */
  readonly name: string;
  readonly #realtime: Realtime;
  readonly #emitter = new Emitter<RoomEvents<Events>>();
  readonly #members = new Map<string, Member>();
  readonly #readers = new Set<Reader<RoomMessage<Events>>>();
  // Reads from the moment in which the room is followed, for whoever asks for events next.
  #first: Reader<RoomMessage<Events>> | undefined;
  #options: { presence?: boolean; state?: Data } = {};
  #position: Position | undefined;
  #wanted = false;
  #following = false;
  #asking = 0;

  /** @internal Rooms are made by `realtime.room(name)`. */
  constructor(realtime: Realtime, name: string) {
    this.#realtime = realtime;
    this.name = name;
  }

  /**
   * Who is there, by connection, this client among them. Kept current while the room is followed,
   * where the token allows presence.
   */
  get members(): ReadonlyMap<string, Member> {
    return this.#members;
  }

  /** The place of the last event that was told; undefined before the room is followed. */
  get position(): Position | undefined {
    return this.#position;
  }

  /** Whether the room is followed now. False while the connection is away. */
  get subscribed(): boolean {
    return this.#following;
  }

  /** Calls `listener` whenever `name` happens. Listen before you subscribe. */
  on<Name extends keyof RoomEvents<Events>>(
    name: Name,
    listener: (event: RoomEvents<Events>[Name]) => void,
  ): Unlisten {
    return this.#emitter.on(name, listener);
  }

  /**
   * Follows the room until `unsubscribe()`, over lost connections too: what was missed is told
   * after a reconnect, or `gap` is. Answers when the room is followed.
   */
  async subscribe(options: SubscribeOptions = {}): Promise<SubscribedMessage> {
    const { presence, state, recover } = options;
    if (presence !== undefined) {
      this.#options.presence = presence;
    }
    if (state !== undefined) {
      this.#options.state = state;
    }
    if (recover !== undefined) {
      this.#position = recover;
    }
    const before = this.#wanted;
    this.#wanted = true;
    // Events may come together with the answer, before their reader can ask for them.
    const first = before ? undefined : (this.#first = this.#read());
    try {
      return await this.#enter(options);
    } catch (error) {
      // A room that was followed already still is.
      this.#wanted = before && this.#wanted;
      if (!this.#wanted) {
        this.#forget();
      }
      throw error;
    } finally {
      setTimeout(() => {
        if (this.#first === first) {
          first?.end();
        }
      }, 0);
    }
  }

  /** Leaves the room. */
  async unsubscribe(options: SendOptions = {}): Promise<void> {
    if (!this.#wanted) {
      return;
    }
    const following = this.#following;
    this.#leave(undefined);
    // While away there is nothing to leave: the room is simply not entered again.
    if (following) {
      await this.#realtime.leave(this.name, options);
    }
  }

  /**
   * Tells the room, and answers when the event has its place in the room's order. It carries a key
   * that is the same for every repetition, so that it is told once even when connections break.
   */
  async publish<Name extends keyof Events & string>(
    event: Name,
    data?: Events[Name],
    options: SendOptions & { key?: string } = {},
  ): Promise<PublishedMessage> {
    const { key, ...rest } = options;
    const body = {
      room: this.name,
      event,
      ...(data === undefined ? {} : { data: data as Data }),
      ...(key === undefined ? {} : { key }),
    };
    return this.#realtime.request("publish", body, rest);
  }

  /** Asks the server who is in the room. `members` knows it without asking, once subscribed. */
  async presence(options: SendOptions = {}): Promise<Member[]> {
    return (await this.#realtime.request("presence", { room: this.name }, options)).members;
  }

  /** Replaces what the others see of this member. A reconnect keeps it. */
  async update(state: Data, options: SendOptions = {}): Promise<void> {
    await this.#realtime.request("update", { room: this.name, state }, options);
    this.#options.state = state;
    const own = this.#members.get(this.#realtime.connectionId ?? "");
    if (own !== undefined) {
      this.#members.set(own.connection_id, { ...own, state });
      this.#emitter.emit("members", this.#members);
    }
  }

  /** Reads what happened, oldest first: after an offset, or the last events. */
  async history(
    options: SendOptions & { after?: number; limit?: number } = {},
  ): Promise<EventsMessage> {
    const { after, limit, ...rest } = options;
    const body = {
      room: this.name,
      ...(after === undefined ? {} : { after }),
      ...(limit === undefined ? {} : { limit }),
    };
    return this.#realtime.request("history", body, rest);
  }

  /** Sends data to one member, by its connection. It is not kept, and never sent twice. */
  async signal(to: string, data: Data, options: SendOptions = {}): Promise<void> {
    await this.#realtime.request("signal", { room: this.name, to, data }, options);
  }

  /**
   * The room's events from now on, to read with `for await`; right after `await subscribe()`, from
   * the moment in which the room is followed. Ends when the room is left; throws when the
   * connection is closed for good, or when 10 000 events wait to be read.
   */
  events(): AsyncIterableIterator<RoomMessage<Events>> {
    const first = this.#first;
    this.#first = undefined;
    return first ?? this.#read();
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<RoomMessage<Events>> {
    return this.events();
  }

  #read(): Reader<RoomMessage<Events>> {
    const reader: Reader<RoomMessage<Events>> = new Reader(longest, () => {
      this.#readers.delete(reader);
      if (this.#first === reader) {
        this.#first = undefined;
      }
    });
    this.#readers.add(reader);
    return reader;
  }

  // --- what the connection tells ---------------------------------------------------------------

  /** @internal Follows the room again, if it shall be followed and is not. */
  async resume(): Promise<void> {
    for (let wait = shortest; this.#wanted && !this.#following && this.#asking === 0; wait *= 2) {
      let asked: number | undefined;
      try {
        await this.#enter({});
        return;
      } catch (error) {
        if (error instanceof RealtimeError) {
          if (!passing.has(error.code)) {
            this.#leave(error);
            return;
          }
          asked = error.retryAfter;
        }
      }
      await this.#realtime.pause(
        asked === undefined ? Math.random() * Math.min(wait, slowest) : asked * 1000,
      );
      if (this.#realtime.status !== "open") {
        return; // The next connection comes here again.
      }
    }
  }

  /** @internal The connection broke. */
  lost(): void {
    this.#following = false;
  }

  /** @internal The connection is closed for good. */
  end(error: ConnectionClosedError | undefined): void {
    this.#wanted = this.#following = false;
    for (const reader of [...this.#readers]) {
      reader.end(error);
    }
  }

  /** @internal A message that names this room; false when it is to be ignored. */
  accept(message: { type: string }): boolean {
    switch (message.type) {
      case "event":
        return this.#event(message as EventMessage);
      case "join":
      case "state":
        return this.#member(message as JoinMessage | StateMessage);
      case "leave":
        return this.#gone(message as LeaveMessage);
      case "signal":
        this.#emitter.emit("signal", message as SignalReceivedMessage);
        return true;
      case "unsubscribed":
        this.#leave(new StagewireError(`the server ended the subscription of ${this.name}`));
        return true;
      default:
        return true;
    }
  }

  async #enter(options: SendOptions): Promise<SubscribedMessage> {
    this.#asking += 1;
    try {
      return await this.#realtime.subscribing(this, options);
    } finally {
      this.#asking -= 1;
    }
  }

  /** @internal What to ask for, as things stand. */
  subscription(): { room: string; presence?: boolean; state?: Data; recover?: Position } {
    const recover = this.#position === undefined ? {} : { recover: this.#position };
    return { room: this.name, ...this.#options, ...recover };
  }

  /**
   * @internal The answer to a subscribe, or unasked: the server lost its place in the room. What it
   * brings is told before any later message.
   */
  entered(message: SubscribedMessage): void {
    if (!this.#wanted) {
      // It was left, or given up, while the answer was on its way.
      this.#realtime.leave(this.name).catch(() => undefined);
      return;
    }
    const { room, epoch, offset, recovered } = message;
    this.#following = true;
    let told = 0;
    for (const event of message.events) {
      if (this.#position?.epoch === epoch && event.offset <= this.#position.offset) {
        continue; // It came meanwhile.
      }
      this.#position = { epoch, offset: event.offset };
      this.#tell(room, event);
      told += 1;
    }
    this.#position = { epoch, offset };
    if (message.members !== undefined) {
      this.#members.clear();
      for (const member of message.members) {
        this.#members.set(member.connection_id, member);
      }
      this.#emitter.emit("members", this.#members);
    }
    this.#emitter.emit("subscribed", message);
    if (recovered === true) {
      this.#emitter.emit("recovered", { room, events: told });
    } else if (recovered === false) {
      this.#emitter.emit("gap", { room, epoch, offset });
    }
  }

  #event(message: EventMessage): boolean {
    const place = this.#position;
    if (!this.#following || place === undefined || message.offset <= place.offset) {
      return false;
    }
    if (message.offset > place.offset + 1) {
      // Never by a server that keeps its word. What is missing is asked for; this comes with it.
      this.#following = false;
      void this.resume();
      return false;
    }
    this.#position = { epoch: place.epoch, offset: message.offset };
    this.#heard(message);
    return true;
  }

  #tell(room: string, event: RoomEvent): void {
    const message: EventMessage = { type: "event", room, ...event };
    this.#heard(message);
    this.#realtime.tell(message);
  }

  #heard(message: EventMessage): void {
    const known = message as unknown as RoomMessage<Events>;
    for (const reader of [...this.#readers]) {
      reader.push(known);
    }
    this.#emitter.emit("event", known);
  }

  #member(message: JoinMessage | StateMessage): boolean {
    if (!this.#following) {
      return false;
    }
    this.#members.set(message.member.connection_id, message.member);
    if (message.type === "join") {
      this.#emitter.emit("join", message);
    } else {
      this.#emitter.emit("state", message);
    }
    this.#emitter.emit("members", this.#members);
    return true;
  }

  #gone(message: LeaveMessage): boolean {
    if (!this.#following) {
      return false;
    }
    this.#members.delete(message.member.connection_id);
    this.#emitter.emit("leave", message);
    this.#emitter.emit("members", this.#members);
    return true;
  }

  #leave(error: StagewireError | undefined): void {
    this.#wanted = this.#following = false;
    this.#forget();
    for (const reader of [...this.#readers]) {
      reader.end(error);
    }
    this.#emitter.emit("unsubscribed", { room: this.name, error });
  }

  #forget(): void {
    this.#options = {};
    this.#position = undefined;
    this.#members.clear();
  }
}
