import type {
  Broadcast,
  BroadcastResults,
  CreateBroadcast,
  CreateBroadcasts,
} from "../models.js";
import type { RequestOptions, Transport } from "../transport.js";

/** Events from a server to everybody in a room. */
export class BroadcastsApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Broadcast an event.
   *
   * Tells everybody in a room, and answers how many connections followed it on all server
   * processes. `room` in the answer is the room's name on the whole server. Rooms of
   * presentations are told by commands only: they answer `403`. 1000 requests a minute for each
   * key.
   *
   * Needs the scope `realtime:write`. Limited to 1000 requests per minute and API key.
   */
  async createBroadcast(body: CreateBroadcast, options: RequestOptions = {}): Promise<Broadcast> {
    return this.#transport.send<Broadcast>(
      {
        method: "POST",
        path: "/api/broadcast",
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
        idempotent: true,
      },
      options,
    );
  }

  /**
   * Broadcast up to 100 events.
   *
   * Tells several rooms, or one room several things, and answers a result per item, in order:
   * `200` with the broadcast, or the error that this item met. Events for one room keep their
   * order. A body that breaks the schema is refused whole and tells nobody. 100 requests a
   * minute for each key.
   *
   * Needs the scope `realtime:write`. Limited to 100 requests per minute and API key.
   */
  async createBroadcasts(body: CreateBroadcasts, options: RequestOptions = {}): Promise<BroadcastResults> {
    return this.#transport.send<BroadcastResults>(
      {
        method: "POST",
        path: "/api/broadcast/batch",
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
        idempotent: true,
      },
      options,
    );
  }
}
