/** Steers the realtime connection as `tests/clients/peers.py` says. Runs in Node and in a page. */
import * as stagewire from "@stagewire/client";

type Json = Record<string, unknown>;
interface Command extends Json {
  n: number;
  do: string;
}
type Reply = (message: Json) => void;

const kinds = [
  [stagewire.RealtimeError, "realtime"],
  [stagewire.ConnectionClosedError, "closed"],
  [stagewire.QueueFullError, "queue_full"],
  [stagewire.TimeoutError, "timeout"],
  [stagewire.TokenError, "token"],
  [stagewire.ConnectionError, "lost"],
] as const;

function report(error: unknown): Json {
  if (error instanceof Error && error.name === "AbortError") {
    return { kind: "cancelled" };
  }
  const kind = kinds.find(([known]) => error instanceof known)?.[1] ?? "client";
  const made: Json = { kind, message: String(error) };
  if (error instanceof stagewire.RealtimeError) {
    Object.assign(made, { code: error.code, field: error.field, retry_after: error.retryAfter });
  } else if (error instanceof stagewire.ConnectionClosedError) {
    Object.assign(made, { code: error.code });
  }
  return made;
}

function byConnection(members: Iterable<stagewire.Member>): stagewire.Member[] {
  return [...members].sort((a, b) => (a.connection_id < b.connection_id ? -1 : 1));
}

function milliseconds(value: unknown): number | undefined {
  return typeof value === "number" ? value * 1000 : undefined;
}

export class Driver {
  readonly #reply: Reply;
  readonly #webSocket: stagewire.WebSocketConstructor | undefined;
  readonly #asked = new Map<number, (answer: Json) => void>();
  readonly #running = new Map<number, AbortController>();
  readonly #heard = new Set<string>();
  #realtime: stagewire.Realtime | undefined;

  constructor(reply: Reply, webSocket?: stagewire.WebSocketConstructor) {
    this.#reply = reply;
    this.#webSocket = webSocket;
  }

  /** Takes one message of the test. */
  take(message: Json): void {
    if (typeof message["ask"] === "number") {
      this.#asked.get(message["ask"])?.(message);
    } else {
      void this.#run(message as Command);
    }
  }

  close(): void {
    this.#realtime?.close();
  }

  async #run(command: Command): Promise<void> {
    const stop = new AbortController();
    this.#running.set(command.n, stop);
    try {
      const ok = await this.#outcome(command, stop.signal);
      this.#reply({ n: command.n, ok: ok ?? null });
    } catch (error) {
      this.#reply({ n: command.n, error: report(error) });
    } finally {
      this.#running.delete(command.n);
    }
  }

  #ask(): Promise<string> {
    const ask = this.#asked.size + 1;
    this.#reply({ ask });
    return new Promise((resolve, reject) =>
      this.#asked.set(ask, ({ token, fail }) =>
        typeof token === "string" ? resolve(token) : reject(new Error(String(fail))),
      ),
    );
  }

  #connect(command: Command): stagewire.Realtime {
    const { token } = command;
    const made = stagewire.connect({
      url: String(command["url"]),
      token: typeof token === "string" ? token : () => this.#ask(),
      WebSocket: this.#webSocket,
      timeout: milliseconds(command["timeout"]),
      initialBackoff: milliseconds(command["initial_backoff"]),
      maxBackoff: milliseconds(command["max_backoff"]),
      pingInterval: milliseconds(command["ping_interval"]),
      maxWaiting: command["max_waiting"] as number | undefined,
    });
    const tell = (kind: string, more: Json): void => this.#reply({ ...more, tell: kind });
    made.on("connected", ({ connection_id }) => tell("connected", { connection_id }));
    made.on("reconnecting", ({ code, reason }) => tell("reconnecting", { code, reason }));
    made.on("closed", (error) => {
      tell("closed", { code: error.code, name: error.codeName, reason: error.message });
    });
    made.on("error", (error) => tell("error", report(error)));
    for (const kind of ["event", "join", "leave", "state", "signal"] as const) {
      made.on(kind, (message) => tell(kind, { ...message }));
    }
    return made;
  }

  #room(name: string): stagewire.RealtimeRoom {
    const room = (this.#realtime as stagewire.Realtime).room(name);
    if (!this.#heard.has(name)) {
      this.#heard.add(name);
      room.on("recovered", (told) => this.#reply({ ...told, tell: "recovered" }));
      room.on("gap", (told) => this.#reply({ ...told, tell: "gap" }));
      room.on("unsubscribed", () => this.#reply({ tell: "unsubscribed", room: name }));
    }
    return room;
  }

  async #outcome(command: Command, signal: AbortSignal): Promise<unknown> {
    if (command.do === "ready") {
      return null;
    }
    if (command.do === "connect") {
      this.#realtime = this.#connect(command);
      const { connection_id, user_id } = await this.#realtime.ready();
      return { connection_id, user_id };
    }
    const realtime = this.#realtime as stagewire.Realtime;
    const room = this.#room(String(command["room"]));
    const data = command["data"] as Json;
    switch (command.do) {
      case "subscribe": {
        const { presence, state, recover } = command as stagewire.SubscribeOptions & Command;
        const { epoch, offset, recovered, events } = await room.subscribe({
          presence,
          state,
          recover,
          signal,
        });
        return { epoch, offset, recovered, events };
      }
      case "unsubscribe":
        return room.unsubscribe({ signal });
      case "publish": {
        const key = command["key"] as string | undefined;
        const options = key === undefined ? { signal } : { key, signal };
        const { epoch, offset } = await room.publish(String(command["event"]), data, options);
        return { epoch, offset };
      }
      case "update":
        return room.update(command["state"] as Json, { signal });
      case "signal":
        return room.signal(String(command["to"]), data, { signal });
      case "presence":
        return byConnection(await room.presence({ signal }));
      case "members":
        return byConnection(room.members.values());
      case "history": {
        const { after, limit } = command as { after?: number; limit?: number } & Command;
        const asked = {
          ...(after === undefined ? {} : { after }),
          ...(limit === undefined ? {} : { limit }),
        };
        return (await room.history({ ...asked, signal })).events;
      }
      case "request": {
        const type = String(command["type"]) as stagewire.AskableType;
        const answer = await realtime.request(type, command["body"] as never, { signal });
        const { type: _, id: __, ...rest } = answer;
        return rest;
      }
      case "iterate":
        return read(room, Number(command["count"]));
      case "follow":
        await room.subscribe();
        return read(room, Number(command["count"]));
      case "cancel":
        this.#running.get(Number(command["what"]))?.abort();
        return null;
      case "close":
        realtime.close();
        return null;
      default:
        throw new Error(command.do);
    }
  }
}

async function read(room: stagewire.RealtimeRoom, count: number): Promise<number[]> {
  const offsets: number[] = [];
  for await (const event of room) {
    offsets.push(event.offset);
    if (offsets.length === count) {
      break;
    }
  }
  return offsets;
}
