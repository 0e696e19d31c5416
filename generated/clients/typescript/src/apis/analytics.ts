import type {
  Analytics,
  Period,
} from "../models.js";
import type { RequestOptions, Transport } from "../transport.js";

/** The parameters of `getAnalytics`. */
export interface GetAnalyticsParameters {
  /** How far to look back. Default: "24h". */
  period?: Period | undefined;
  /** Whether to answer the period's course too. Default: false. */
  timeline?: boolean | undefined;
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** Connections, events and users of an application over time. */
export class AnalyticsApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Get an application's figures.
   *
   * Connections, events and users in the period, and those of this moment. With `timeline=true`
   * also the figures of each minute (`1h`), hour (`24h`, `7d`) or day (`30d`) of the period,
   * quiet ones included.
   *
   * Needs the scope `analytics:read`. Limited to 1000 requests per minute and API key.
   */
  async getAnalytics(parameters: GetAnalyticsParameters = {}, options: RequestOptions = {}): Promise<Analytics> {
    return this.#transport.send<Analytics>(
      {
        method: "GET",
        path: "/api/analytics",
        query: [
          ["period", parameters.period],
          ["timeline", parameters.timeline],
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
}
