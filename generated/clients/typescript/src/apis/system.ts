import type {
  Blocks,
  Health,
  Readiness,
  RemoveBlock,
  RemovedBlock,
  Version,
} from "../models.js";
import type { RequestOptions, Transport } from "../transport.js";

/** Whether the server lives, is ready, and which version it is. */
export class SystemApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Is the process alive.
   *
   * Answers as long as the process can. It asks nothing else, so use it to decide on restarts.
   *
   * Needs no API key.
   */
  async getHealth(options: RequestOptions = {}): Promise<Health> {
    return this.#transport.send<Health>(
      {
        method: "GET",
        path: "/health",
        read: "json",
        accept: "application/json",
      },
      options,
    );
  }

  /**
   * Can the server do its work.
   *
   * Asks each part that requests need. When one does not answer, `503` names it; send traffic
   * elsewhere until it does.
   *
   * Needs no API key.
   */
  async getReadiness(options: RequestOptions = {}): Promise<Readiness> {
    return this.#transport.send<Readiness>(
      {
        method: "GET",
        path: "/ready",
        read: "json",
        accept: "application/json",
      },
      options,
    );
  }

  /**
   * Which version runs.
   *
   * The version of the server and of each API it serves.
   *
   * Needs no API key.
   */
  async getVersion(options: RequestOptions = {}): Promise<Version> {
    return this.#transport.send<Version>(
      {
        method: "GET",
        path: "/version",
        read: "json",
        accept: "application/json",
      },
      options,
    );
  }

  /**
   * What the server measured.
   *
   * Counters and histograms in Prometheus' text format. Asked from another machine it takes an
   * admin key; from the server's own loopback address it needs none.
   *
   * Needs the scope `admin`.
   */
  async getMetrics(options: RequestOptions = {}): Promise<string> {
    return this.#transport.send<string>(
      {
        method: "GET",
        path: "/metrics",
        read: "text",
        accept: "text/plain",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
        keyOptional: true,
      },
      options,
    );
  }

  /**
   * Who is blocked.
   *
   * Every caller that is blocked now for going on against a rate limit, the longest remaining
   * first. Only for admins.
   *
   * Needs the scope `admin`.
   */
  async listBlocks(options: RequestOptions = {}): Promise<Blocks> {
    return this.#transport.send<Blocks>(
      {
        method: "GET",
        path: "/api/blocks",
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Lift a block.
   *
   * Forgets what is known of a caller under a rule: its block, its strikes and its count.
   * `lifted` says whether it was blocked. Only for admins.
   *
   * Needs the scope `admin`.
   */
  async removeBlock(body: RemoveBlock, options: RequestOptions = {}): Promise<RemovedBlock> {
    return this.#transport.send<RemovedBlock>(
      {
        method: "POST",
        path: "/api/blocks/lift",
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
