import type {
  CreateTurnCredentials,
  RelayUsagePage,
  RelayedUser,
  TurnCredentials,
} from "../models.js";
import { walk } from "../transport.js";
import type { RequestOptions, Transport } from "../transport.js";

/** The parameters of `getTurnCredentials`. */
export interface GetTurnCredentialsParameters {
  /** Seconds for which the credentials are good. Default: 3600. */
  ttl?: number | undefined;
  /** Whose credentials they are. A client token says it itself; with both they must be the same. */
  userId?: string | undefined;
  /** The application. Admin keys must name it; others may, if it is their own. */
  appId?: string | undefined;
}

/** The parameters of `getRelayUsage`. */
export interface GetRelayUsageParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** How far to look back, in whole hours. Default: "24h". */
  period?: "24h" | "7d" | "30d" | undefined;
  /** Only this user. */
  userId?: string | undefined;
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** Relay credentials for peers that cannot reach each other directly. */
export class WebrtcApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Get STUN and TURN servers.
   *
   * The servers that a peer connection needs, with credentials for one user. A client gets its
   * own; an API key may name the user in `user_id`.
   *
   * Needs the scope `webrtc:read`. Limited to 10 requests per minute and API key.
   */
  async getTurnCredentials(parameters: GetTurnCredentialsParameters = {}, options: RequestOptions = {}): Promise<TurnCredentials> {
    return this.#transport.send<TurnCredentials>(
      {
        method: "GET",
        path: "/api/webrtc/turn-credentials",
        query: [
          ["ttl", parameters.ttl],
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
   * Make TURN credentials.
   *
   * The same by a request with a body, for what must not stand in an address. Nothing is kept,
   * so there is nothing to take back: they end by themselves.
   *
   * Needs the scope `webrtc:read`. Limited to 10 requests per minute and API key.
   */
  async createTurnCredentials(body: CreateTurnCredentials, options: RequestOptions = {}): Promise<TurnCredentials> {
    return this.#transport.send<TurnCredentials>(
      {
        method: "POST",
        path: "/api/webrtc/turn-credentials",
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
   * Get what was relayed.
   *
   * The application's users by what the relay carried for them in the period, the most first,
   * with the total. An allocation counts in the hour in which it ends. `measured` is false where
   * the relay's statistics are not set up.
   *
   * Needs the scope `webrtc:read`. Limited to 120 requests per minute and API key.
   */
  async getRelayUsage(parameters: GetRelayUsageParameters = {}, options: RequestOptions = {}): Promise<RelayUsagePage> {
    return this.#transport.send<RelayUsagePage>(
      {
        method: "GET",
        path: "/api/webrtc/usage",
        query: [
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
          ["period", parameters.period],
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
   * Every item of `getRelayUsage`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  getRelayUsageAll(parameters: GetRelayUsageParameters = {}, options: RequestOptions = {}): AsyncGenerator<RelayedUser, void, undefined> {
    return walk(
      (currentPage) => this.getRelayUsage({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }
}
