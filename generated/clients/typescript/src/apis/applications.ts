import type {
  Application,
  ApplicationAnswer,
  ApplicationPage,
  CreateApplication,
  CreateToken,
  CreatedApplication,
  RegeneratedKey,
  Token,
  UpdateApplication,
} from "../models.js";
import { segment, walk } from "../transport.js";
import type { RequestOptions, Transport } from "../transport.js";

/** The parameters of `listApplications`. */
export interface ListApplicationsParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
}

/** Applications, their settings and keys, and tokens for their clients. */
export class ApplicationsApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * List applications.
   *
   * An application key lists its own application, an admin key all of them, newest first.
   *
   * Needs the scope `applications:read`. Limited to 1000 requests per minute and API key.
   */
  async listApplications(parameters: ListApplicationsParameters = {}, options: RequestOptions = {}): Promise<ApplicationPage> {
    return this.#transport.send<ApplicationPage>(
      {
        method: "GET",
        path: "/api/applications",
        query: [
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
   * Every item of `listApplications`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listApplicationsAll(parameters: ListApplicationsParameters = {}, options: RequestOptions = {}): AsyncGenerator<Application, void, undefined> {
    return walk(
      (currentPage) => this.listApplications({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Create an application.
   *
   * Makes a tenant and answers its secret and its first live key, which are shown this once.
   * Admin keys only. An `app_id` that is taken answers `409`.
   *
   * Needs the scope `admin`. Limited to 1000 requests per minute and API key.
   */
  async createApplication(body: CreateApplication, options: RequestOptions = {}): Promise<CreatedApplication> {
    return this.#transport.send<CreatedApplication>(
      {
        method: "POST",
        path: "/api/applications",
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
   * Get an application.
   *
   * The application's settings. Another application's id answers `404`.
   *
   * Needs the scope `applications:read`. Limited to 1000 requests per minute and API key.
   *
   * @param appId The application's id.
   */
  async getApplication(appId: string, options: RequestOptions = {}): Promise<ApplicationAnswer> {
    return this.#transport.send<ApplicationAnswer>(
      {
        method: "GET",
        path: `/api/applications/${segment("appId", appId)}`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Update an application.
   *
   * Changes the settings that are sent; the others stay. `status: false` switches the
   * application off at once: its keys, tokens and links stop until it is switched on again,
   * which takes an admin key. `tier` and `link_credits` are changed by admin keys only, and only
   * they may set `rate_limit` above the tier's number.
   *
   * Needs the scope `applications:write`. Limited to 1000 requests per minute and API key.
   *
   * @param appId The application's id.
   */
  async updateApplication(appId: string, body: UpdateApplication, options: RequestOptions = {}): Promise<ApplicationAnswer> {
    return this.#transport.send<ApplicationAnswer>(
      {
        method: "PUT",
        path: `/api/applications/${segment("appId", appId)}`,
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
   * Delete an application.
   *
   * Ends the application with its keys and links at once. Its id is not given again. Admin keys
   * only.
   *
   * Needs the scope `admin`. Limited to 1000 requests per minute and API key.
   *
   * @param appId The application's id.
   */
  async deleteApplication(appId: string, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/applications/${segment("appId", appId)}`,
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Regenerate the API key.
   *
   * Replaces the application's first key. The old one stops at once, the new one is shown this
   * once. Keys made at `/api/keys` are not touched.
   *
   * Needs the scope `applications:write`. Limited to 1000 requests per minute and API key.
   *
   * @param appId The application's id.
   */
  async regenerateApiKey(appId: string, options: RequestOptions = {}): Promise<RegeneratedKey> {
    return this.#transport.send<RegeneratedKey>(
      {
        method: "POST",
        path: `/api/applications/${segment("appId", appId)}/regenerate-api-key`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Create a client token.
   *
   * Exchanges an application's id and secret for a JSON Web Token (RFC 7519, HS256) that lives
   * 24 hours. It carries `app_id` and the fields of `payload`. The claims `app_id`, `exp`,
   * `iat`, `nbf`, `iss`, `aud` and `jti` are the server's: a payload that names one is refused.
   * Needs no API key.
   *
   * Needs no API key. Limited to 100 requests per minute and IP address.
   */
  async createToken(body: CreateToken, options: RequestOptions = {}): Promise<Token> {
    return this.#transport.send<Token>(
      {
        method: "POST",
        path: "/api/token",
        body,
        read: "json",
        accept: "application/json",
      },
      options,
    );
  }
}
