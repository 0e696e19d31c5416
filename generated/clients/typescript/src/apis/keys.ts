import type {
  CreateKey,
  Key,
  KeyPage,
  KeyWithSecret,
  RotateKey,
} from "../models.js";
import { segment, walk } from "../transport.js";
import type { RequestOptions, Transport } from "../transport.js";

/** The parameters of `listKeys`. */
export interface ListKeysParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** `true` lists revoked keys too. Default: false. */
  includeRevoked?: boolean | undefined;
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** API keys with scopes, environments, expiry and rotation. */
export class KeysApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * List keys.
   *
   * The application's keys, newest first, never their secrets. An admin key names the
   * application in `app_id`.
   *
   * Needs the scope `keys:read`. Limited to 1000 requests per minute and API key.
   */
  async listKeys(parameters: ListKeysParameters = {}, options: RequestOptions = {}): Promise<KeyPage> {
    return this.#transport.send<KeyPage>(
      {
        method: "GET",
        path: "/api/keys",
        query: [
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
          ["include_revoked", parameters.includeRevoked],
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
   * Every item of `listKeys`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listKeysAll(parameters: ListKeysParameters = {}, options: RequestOptions = {}): AsyncGenerator<Key, void, undefined> {
    return walk(
      (currentPage) => this.listKeys({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Create a key.
   *
   * Makes a key and answers its secret, which is shown this once. Its scopes must be among the
   * caller's own, else `403` names the one that is not. A sandbox key makes sandbox keys only.
   *
   * Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.
   */
  async createKey(body: CreateKey, options: RequestOptions = {}): Promise<KeyWithSecret> {
    return this.#transport.send<KeyWithSecret>(
      {
        method: "POST",
        path: "/api/keys",
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
   * Get a key.
   *
   * A key of the application, without its secret. A revoked key answers `404` here; the list can
   * show it.
   *
   * Needs the scope `keys:read`. Limited to 1000 requests per minute and API key.
   *
   * @param keyId The key's id.
   */
  async getKey(keyId: string, options: RequestOptions = {}): Promise<Key> {
    return this.#transport.send<Key>(
      {
        method: "GET",
        path: `/api/keys/${segment("keyId", keyId)}`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Revoke a key.
   *
   * The key stops, on every server within five seconds, and cannot be brought back.
   *
   * Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.
   *
   * @param keyId The key's id.
   */
  async revokeKey(keyId: string, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/keys/${segment("keyId", keyId)}`,
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Rotate a key.
   *
   * Gives the key a new secret, shown this once. The old secret works on for `grace_period`
   * seconds, so that what uses it can be changed over without a gap.
   *
   * Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.
   *
   * @param keyId The key's id.
   */
  async rotateKey(keyId: string, body: RotateKey, options: RequestOptions = {}): Promise<KeyWithSecret> {
    return this.#transport.send<KeyWithSecret>(
      {
        method: "POST",
        path: `/api/keys/${segment("keyId", keyId)}/rotate`,
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
