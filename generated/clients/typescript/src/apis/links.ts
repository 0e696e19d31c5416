import type {
  CreateLink,
  CreateLinks,
  CreateTag,
  CreatedLinks,
  Credits,
  Link,
  LinkPage,
  LinkStats,
  SortDirection,
  Tag,
  TagPage,
  UpdateLink,
  UpdateTag,
} from "../models.js";
import { segment, walk } from "../transport.js";
import type { RequestOptions, Transport } from "../transport.js";

/** The parameters of `listLinks`. */
export interface ListLinksParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** Sort by id. */
  sortId?: SortDirection | undefined;
  /** Sort by short code. */
  sortShortCode?: SortDirection | undefined;
  /** Sort by destination. Its first 1,024 characters count. */
  sortUrl?: SortDirection | undefined;
  /** Sort by name. Links without one come last. */
  sortName?: SortDirection | undefined;
  /** Only links that carry the tag of exactly this name. */
  tagsName?: string | undefined;
  /** `true` lists revoked links too, `false` leaves them out. Default: false. */
  existsDeletedAt?: boolean | undefined;
}

/** The parameters of `getLinkStats`. */
export interface GetLinkStatsParameters {
  /** The first day. As 2026-11-20. */
  from?: string | undefined;
  /** The last day. At most 366 days after `from`. As 2026-11-20. */
  to?: string | undefined;
}

/** The parameters of `getLinkQr`. */
export interface GetLinkQrParameters {
  /** The picture's format. Default: "svg". */
  format?: "svg" | "png" | undefined;
}

/** The parameters of `listTags`. */
export interface ListTagsParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
}

/** Short links with passwords, expiry, UTM parameters, QR codes, tags and statistics. */
export class LinksApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * List links.
   *
   * The links of the key's application and environment, newest first unless sorted. The order is
   * stable: links that sort alike stand by id. When several `sort[…]` are given they apply in
   * the order id, shortCode, url, name.
   *
   * Needs the scope `links:read`. Limited to your tier's number of requests per minute and API
   * key.
   */
  async listLinks(parameters: ListLinksParameters = {}, options: RequestOptions = {}): Promise<LinkPage> {
    return this.#transport.send<LinkPage>(
      {
        method: "GET",
        path: "/api/v1/links",
        query: [
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
          ["sort[id]", parameters.sortId],
          ["sort[shortCode]", parameters.sortShortCode],
          ["sort[url]", parameters.sortUrl],
          ["sort[name]", parameters.sortName],
          ["tags.name", parameters.tagsName],
          ["exists[deletedAt]", parameters.existsDeletedAt],
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
   * Every item of `listLinks`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listLinksAll(parameters: ListLinksParameters = {}, options: RequestOptions = {}): AsyncGenerator<Link, void, undefined> {
    return walk(
      (currentPage) => this.listLinks({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Create a link.
   *
   * Shortens an address and takes one credit. Only `url` is required. The short code is made for
   * you, short and not guessable from the one before, unless you name a `slug`; a slug that is
   * taken or reserved answers `422`.
   *
   * Needs the scope `links:write`. Limited to your tier's number of requests per minute and API
   * key.
   */
  async createLink(body: CreateLink, options: RequestOptions = {}): Promise<Link> {
    return this.#transport.send<Link>(
      {
        method: "POST",
        path: "/api/v1/links",
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
   * Create up to 100 links.
   *
   * Creates each link on its own and answers a result per item, in order: `201` with the link,
   * or the error that this item met (a taken slug, no credits left). A body that breaks the
   * schema is refused whole and creates nothing.
   *
   * Needs the scope `links:write`. Limited to your tier's number of requests per minute and API
   * key.
   */
  async createLinks(body: CreateLinks, options: RequestOptions = {}): Promise<CreatedLinks> {
    return this.#transport.send<CreatedLinks>(
      {
        method: "POST",
        path: "/api/v1/bulk/links",
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
   * Get a link.
   *
   * A link of the key's application and environment. A revoked link answers `404` here; the list
   * shows it.
   *
   * Needs the scope `links:read`. Limited to your tier's number of requests per minute and API
   * key.
   *
   * @param id The link's id.
   */
  async getLink(id: number, options: RequestOptions = {}): Promise<Link> {
    return this.#transport.send<Link>(
      {
        method: "GET",
        path: `/api/v1/links/${segment("id", id)}`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Revoke a link.
   *
   * The short link stops at once and answers `410` from then on. The link stays in the list
   * under `exists[deletedAt]=true`; its code is never given to another link.
   *
   * Needs the scope `links:delete`. Limited to your tier's number of requests per minute and API
   * key.
   *
   * @param id The link's id.
   */
  async deleteLink(id: number, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/v1/links/${segment("id", id)}`,
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Update a link.
   *
   * Changes a link's metadata and takes no credit. Send only what changes; `null` clears a
   * field. What was fixed at creation (`url`, `domain`, `slug`, `expiresAt`, `maxRedirects`,
   * `expiredUrl`) is refused with `400`.
   *
   * Needs the scope `links:write`. Limited to your tier's number of requests per minute and API
   * key.
   *
   * @param id The link's id.
   */
  async updateLink(id: number, body: UpdateLink, options: RequestOptions = {}): Promise<Link> {
    return this.#transport.send<Link>(
      {
        method: "PATCH",
        path: `/api/v1/links/${segment("id", id)}`,
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
   * Get a link's statistics.
   *
   * Visits of the short link: in total, by day, by referring host and by kind of device. Visits
   * of known bots are counted apart. Days are UTC; without `from` and `to` the last 30 days are
   * answered.
   *
   * Needs the scope `links:read`. Limited to your tier's number of requests per minute and API
   * key.
   *
   * @param id The link's id.
   */
  async getLinkStats(id: number, parameters: GetLinkStatsParameters = {}, options: RequestOptions = {}): Promise<LinkStats> {
    return this.#transport.send<LinkStats>(
      {
        method: "GET",
        path: `/api/v1/links/${segment("id", id)}/stats`,
        query: [
          ["from", parameters.from],
          ["to", parameters.to],
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
   * Get a link's QR code.
   *
   * The short link as a QR code (ISO/IEC 18004), drawn as the link's `qrConfig` says.
   *
   * Needs the scope `links:read`. Limited to your tier's number of requests per minute and API
   * key.
   *
   * @param id The link's id.
   */
  async getLinkQr(id: number, parameters: GetLinkQrParameters = {}, options: RequestOptions = {}): Promise<Uint8Array> {
    return this.#transport.send<Uint8Array>(
      {
        method: "GET",
        path: `/api/v1/links/${segment("id", id)}/qr`,
        query: [
          ["format", parameters.format],
        ],
        read: "bytes",
        accept: "image/svg+xml, image/png",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Get the credits left.
   *
   * How many links the application can still create. Each creation takes one.
   *
   * Needs the scope `billing:read`. Limited to your tier's number of requests per minute and API
   * key.
   */
  async getCredits(options: RequestOptions = {}): Promise<Credits> {
    return this.#transport.send<Credits>(
      {
        method: "GET",
        path: "/api/v1/credits",
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * List tags.
   *
   * The application's tags in this environment, by name.
   *
   * Needs the scope `links:read`. Limited to your tier's number of requests per minute and API
   * key.
   */
  async listTags(parameters: ListTagsParameters = {}, options: RequestOptions = {}): Promise<TagPage> {
    return this.#transport.send<TagPage>(
      {
        method: "GET",
        path: "/app/tags",
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
   * Every item of `listTags`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listTagsAll(parameters: ListTagsParameters = {}, options: RequestOptions = {}): AsyncGenerator<Tag, void, undefined> {
    return walk(
      (currentPage) => this.listTags({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Create a tag.
   *
   * A name that the application has already answers `422`.
   *
   * Needs the scope `links:write`. Limited to your tier's number of requests per minute and API
   * key.
   */
  async createTag(body: CreateTag, options: RequestOptions = {}): Promise<Tag> {
    return this.#transport.send<Tag>(
      {
        method: "POST",
        path: "/app/tags",
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
   * Get a tag.
   *
   * The tag that an IRI in a link's `tags` names.
   *
   * Needs the scope `links:read`. Limited to your tier's number of requests per minute and API
   * key.
   *
   * @param id The tag's id.
   */
  async getTag(id: number, options: RequestOptions = {}): Promise<Tag> {
    return this.#transport.send<Tag>(
      {
        method: "GET",
        path: `/app/tags/${segment("id", id)}`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Delete a tag.
   *
   * Links that carried the tag lose it and stay otherwise as they are.
   *
   * Needs the scope `links:write`. Limited to your tier's number of requests per minute and API
   * key.
   *
   * @param id The tag's id.
   */
  async deleteTag(id: number, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/app/tags/${segment("id", id)}`,
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Rename a tag.
   *
   * The links that carry the tag keep it; its IRI stays.
   *
   * Needs the scope `links:write`. Limited to your tier's number of requests per minute and API
   * key.
   *
   * @param id The tag's id.
   */
  async updateTag(id: number, body: UpdateTag, options: RequestOptions = {}): Promise<Tag> {
    return this.#transport.send<Tag>(
      {
        method: "PATCH",
        path: `/app/tags/${segment("id", id)}`,
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }
}
