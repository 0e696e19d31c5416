import type {
  BlockUser,
  BlockedUser,
  BroadcastToRoom,
  ClosedRoom,
  Connection,
  ConnectionPage,
  DisconnectedUser,
  Member,
  MemberPage,
  Room,
  RoomBroadcast,
  RoomHistory,
  RoomPage,
  User,
} from "../models.js";
import { segment, walk } from "../transport.js";
import type { RequestOptions, Transport } from "../transport.js";

/** The parameters of `listConnections`. */
export interface ListConnectionsParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** Only connections that follow this room. */
  room?: string | undefined;
  /** Only connections of this user. */
  userId?: string | undefined;
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `getConnection`. */
export interface GetConnectionParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `closeConnection`. */
export interface CloseConnectionParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `getUser`. */
export interface GetUserParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `disconnectUser`. */
export interface DisconnectUserParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `blockUser`. */
export interface BlockUserParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `unblockUser`. */
export interface UnblockUserParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `listRooms`. */
export interface ListRoomsParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** Only rooms whose names begin so. */
  prefix?: string | undefined;
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `getRoom`. */
export interface GetRoomParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `closeRoom`. */
export interface CloseRoomParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `listRoomMembers`. */
export interface ListRoomMembersParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
}

/** The parameters of `getRoomHistory`. */
export interface GetRoomHistoryParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
  /** Only events after this offset. */
  after?: number | undefined;
  /** How many events at most. Default: 50. */
  limit?: number | undefined;
}

/** The parameters of `broadcastToRoom`. */
export interface BroadcastToRoomParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** Who is connected, and what happens in rooms. */
export class RealtimeApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * List connections.
   *
   * The application's connections on all server processes, the newest first. The filters narrow
   * the list to those in a room, to those of a user, or to those of a user in a room.
   *
   * Needs the scope `connections:read`. Limited to 30 requests per minute and API key.
   */
  async listConnections(parameters: ListConnectionsParameters = {}, options: RequestOptions = {}): Promise<ConnectionPage> {
    return this.#transport.send<ConnectionPage>(
      {
        method: "GET",
        path: "/api/connections",
        query: [
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
          ["room", parameters.room],
          ["user_id", parameters.userId],
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listConnections`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listConnectionsAll(parameters: ListConnectionsParameters = {}, options: RequestOptions = {}): AsyncGenerator<Connection, void, undefined> {
    return walk(
      (currentPage) => this.listConnections({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Get a connection.
   *
   * A connection of the application that is open now. One that has ended answers `404`.
   *
   * Needs the scope `connections:read`. Limited to 30 requests per minute and API key.
   *
   * @param connectionId The connection's id, which its client was told in `welcome`.
   */
  async getConnection(connectionId: string, parameters: GetConnectionParameters = {}, options: RequestOptions = {}): Promise<Connection> {
    return this.#transport.send<Connection>(
      {
        method: "GET",
        path: `/api/connections/${segment("connectionId", connectionId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Close a connection.
   *
   * Ends the connection with the close code 4006, which tells the client not to come back by
   * itself. To keep a user out, block the user.
   *
   * Needs the scope `connections:write`. Limited to 10 requests per minute and API key.
   *
   * @param connectionId The connection's id, which its client was told in `welcome`.
   */
  async closeConnection(connectionId: string, parameters: CloseConnectionParameters = {}, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/connections/${segment("connectionId", connectionId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Get a user's state.
   *
   * Whether a user is online, with the connections on all server processes, the newest first. A
   * user who is not connected, or was never heard of, is offline.
   *
   * Needs the scope `connections:read`. Limited to 30 requests per minute and API key.
   *
   * @param userId The `user_id` that the application put into the user's client tokens.
   */
  async getUser(userId: string, parameters: GetUserParameters = {}, options: RequestOptions = {}): Promise<User> {
    return this.#transport.send<User>(
      {
        method: "GET",
        path: `/api/users/${segment("userId", userId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Disconnect a user.
   *
   * Ends all of the user's connections with the close code 4006. A client may connect again at
   * once; to keep the user out, block the user.
   *
   * Needs the scope `connections:write`. Limited to 10 requests per minute and API key.
   *
   * @param userId The `user_id` that the application put into the user's client tokens.
   */
  async disconnectUser(userId: string, parameters: DisconnectUserParameters = {}, options: RequestOptions = {}): Promise<DisconnectedUser> {
    return this.#transport.send<DisconnectedUser>(
      {
        method: "DELETE",
        path: `/api/users/${segment("userId", userId)}/connections`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Block a user for a time.
   *
   * Ends the user's connections and refuses new ones for `seconds` from now, whatever tokens the
   * user holds. Blocking again replaces the time.
   *
   * Needs the scope `connections:write`. Limited to 10 requests per minute and API key.
   *
   * @param userId The `user_id` that the application put into the user's client tokens.
   */
  async blockUser(userId: string, body: BlockUser, parameters: BlockUserParameters = {}, options: RequestOptions = {}): Promise<BlockedUser> {
    return this.#transport.send<BlockedUser>(
      {
        method: "PUT",
        path: `/api/users/${segment("userId", userId)}/block`,
        query: [
          ["app_id", parameters.appId],
        ],
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Let a user in again.
   *
   * Lifts the user's block, if there is one. The user may connect again at once.
   *
   * Needs the scope `connections:write`. Limited to 10 requests per minute and API key.
   *
   * @param userId The `user_id` that the application put into the user's client tokens.
   */
  async unblockUser(userId: string, parameters: UnblockUserParameters = {}, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/users/${segment("userId", userId)}/block`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * List rooms.
   *
   * The application's rooms that somebody follows now, on all server processes, by name.
   *
   * Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.
   */
  async listRooms(parameters: ListRoomsParameters = {}, options: RequestOptions = {}): Promise<RoomPage> {
    return this.#transport.send<RoomPage>(
      {
        method: "GET",
        path: "/api/rooms",
        query: [
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
          ["prefix", parameters.prefix],
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listRooms`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listRoomsAll(parameters: ListRoomsParameters = {}, options: RequestOptions = {}): AsyncGenerator<Room, void, undefined> {
    return walk(
      (currentPage) => this.listRooms({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Get a room.
   *
   * How many connections follow the room on all server processes. Nobody follows one that is not
   * used.
   *
   * Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.
   *
   * @param room The room's name, as clients subscribe to it.
   */
  async getRoom(room: string, parameters: GetRoomParameters = {}, options: RequestOptions = {}): Promise<Room> {
    return this.#transport.send<Room>(
      {
        method: "GET",
        path: `/api/rooms/${segment("room", room)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Close a room.
   *
   * Takes everybody out of the room and forgets its history. Each client is told `unsubscribed`
   * and stays connected; the room opens again when somebody uses it.
   *
   * Needs the scope `realtime:write`. Limited to 10 requests per minute and API key.
   *
   * @param room The room's name, as clients subscribe to it.
   */
  async closeRoom(room: string, parameters: CloseRoomParameters = {}, options: RequestOptions = {}): Promise<ClosedRoom> {
    return this.#transport.send<ClosedRoom>(
      {
        method: "DELETE",
        path: `/api/rooms/${segment("room", room)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * List a room's members.
   *
   * Who is present in the room, on all server processes, with the state that each told last.
   *
   * Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.
   *
   * @param room The room's name, as clients subscribe to it.
   */
  async listRoomMembers(room: string, parameters: ListRoomMembersParameters = {}, options: RequestOptions = {}): Promise<MemberPage> {
    return this.#transport.send<MemberPage>(
      {
        method: "GET",
        path: `/api/rooms/${segment("room", room)}/members`,
        query: [
          ["app_id", parameters.appId],
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listRoomMembers`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listRoomMembersAll(room: string, parameters: ListRoomMembersParameters = {}, options: RequestOptions = {}): AsyncGenerator<Member, void, undefined> {
    return walk(
      (currentPage) => this.listRoomMembers(room, { ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Get a room's history.
   *
   * What happened in the room, the oldest first, as far as it is kept: 256 events of the last
   * hour. Without `after` these are the last ones. To read on, ask for what comes `after` the
   * last event's offset; another `epoch` than before means that the history began anew.
   *
   * Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.
   *
   * @param room The room's name, as clients subscribe to it.
   */
  async getRoomHistory(room: string, parameters: GetRoomHistoryParameters = {}, options: RequestOptions = {}): Promise<RoomHistory> {
    return this.#transport.send<RoomHistory>(
      {
        method: "GET",
        path: `/api/rooms/${segment("room", room)}/history`,
        query: [
          ["app_id", parameters.appId],
          ["after", parameters.after],
          ["limit", parameters.limit],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Broadcast to a room.
   *
   * Tells everybody in the room, and keeps the event in the room's history for those who come
   * back. Rooms of presentations are told by commands only: they answer `403`. It is a change
   * like the others here, 10 a minute; `POST /api/broadcast` takes a thousand.
   *
   * Needs the scope `realtime:write`. Limited to 10 requests per minute and API key.
   *
   * @param room The room's name, as clients subscribe to it.
   */
  async broadcastToRoom(room: string, body: BroadcastToRoom, parameters: BroadcastToRoomParameters = {}, options: RequestOptions = {}): Promise<RoomBroadcast> {
    return this.#transport.send<RoomBroadcast>(
      {
        method: "POST",
        path: `/api/rooms/${segment("room", room)}/broadcast`,
        query: [
          ["app_id", parameters.appId],
        ],
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
