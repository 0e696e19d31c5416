/** Sends calls: keys, timeouts, retries and errors. */
import {
  ApiError,
  apiError,
  ConnectionError,
  InvalidResponseError,
  StagewireError,
  TimeoutError,
} from "./errors.js";
import { uuid } from "./uuid.js";

/** How a client is made. */
export interface ClientOptions {
  /** Where the server is. `STAGEWIRE_BASE_URL`, else `http://127.0.0.1:8080`. */
  baseUrl?: string | undefined;
  /** Sent with every call that needs one. `STAGEWIRE_API_KEY` if left out. */
  apiKey?: string | undefined;
  /** Milliseconds for each try. 30 000 if left out. */
  timeout?: number | undefined;
  /**
   * How often to try again after 429, 500, 502, 503, 504 or a broken connection; only calls that
   * are safe to repeat. 2 if left out.
   */
  maxRetries?: number | undefined;
  /** More headers for every call. */
  headers?: Record<string, string> | undefined;
  /** Sends the requests; the global `fetch` if left out. */
  fetch?: typeof globalThis.fetch | undefined;
  /** The longest wait before the first retry, in milliseconds; it doubles. 500 if left out. */
  initialBackoff?: number | undefined;
  /** The longest wait before any retry that the server names no time for. 8 000 if left out. */
  maxBackoff?: number | undefined;
  /** A server that asks for a longer wait, in milliseconds, gets no retry. 60 000 if left out. */
  maxRetryAfter?: number | undefined;
}

/** What can be set for one call. */
export interface RequestOptions {
  /** Ends the call early; it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for each try. */
  timeout?: number | undefined;
  /** How often to try again. */
  maxRetries?: number | undefined;
  /** More headers to send. */
  headers?: Record<string, string> | undefined;
  /** Makes a retry of your own safe, where the operation honours it. One is made if left out. */
  idempotencyKey?: string | undefined;
}

type Value = string | number | boolean | undefined | null;
type Pairs = readonly (readonly [string, Value | readonly Value[]])[];

/** One operation with its arguments, ready to be sent. */
export interface Call {
  method: string;
  path: string;
  query?: Pairs;
  headers?: Pairs;
  body?: unknown;
  read: "json" | "text" | "bytes" | "none";
  accept: string;
  keyHeader?: string;
  keyPrefix?: string;
  keyOptional?: boolean;
  idempotent?: boolean;
}

const version = "0.1.0";
// Methods that RFC 9110 calls idempotent: sending one twice does no more than sending it once.
const idempotent = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);
const retried = new Set([429, 500, 502, 503, 504]);

export class Transport {
  readonly #baseUrl: string;
  readonly #apiKey: string | undefined;
  readonly #timeout: number;
  readonly #maxRetries: number;
  readonly #headers: Record<string, string>;
  readonly #fetch: typeof globalThis.fetch;
  readonly #initialBackoff: number;
  readonly #maxBackoff: number;
  readonly #maxRetryAfter: number;

  constructor(options: ClientOptions) {
    const url = options.baseUrl || environment("STAGEWIRE_BASE_URL") || "http://127.0.0.1:8080";
    if (!/^https?:\/\//.test(url)) {
      throw new StagewireError(`baseUrl must be an http:// or https:// address, not ${url}`);
    }
    this.#baseUrl = url.replace(/\/+$/, "");
    this.#apiKey = options.apiKey || environment("STAGEWIRE_API_KEY") || undefined;
    this.#timeout = options.timeout ?? 30_000;
    this.#maxRetries = options.maxRetries ?? 2;
    this.#headers = options.headers ?? {};
    // Bound, because browsers refuse a fetch whose `this` is not the window.
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.#initialBackoff = options.initialBackoff ?? 500;
    this.#maxBackoff = options.maxBackoff ?? 8_000;
    this.#maxRetryAfter = options.maxRetryAfter ?? 60_000;
  }

  async send<T>(call: Call, options: RequestOptions): Promise<T> {
    const url = this.#baseUrl + call.path + queryString(call.query ?? []);
    // Made once, so that the server knows every further try for the same request.
    const headers = this.#requestHeaders(call, options);
    const init: RequestInit = { method: call.method, headers, redirect: "manual" };
    if (call.body !== undefined) {
      init.body = JSON.stringify(call.body);
    }
    const safe = idempotent.has(call.method) || headers.has("idempotency-key");
    let triesLeft = safe ? (options.maxRetries ?? this.#maxRetries) : 0;
    let backoff = this.#initialBackoff;
    for (;;) {
      let failure: ApiError | ConnectionError;
      try {
        return await this.#try<T>(url, init, call, options);
      } catch (error) {
        if (!(error instanceof ApiError || error instanceof ConnectionError)) {
          throw error;
        }
        failure = error;
      }
      const wait = this.#wait(failure, triesLeft, backoff, headers.has("idempotency-key"));
      if (wait === undefined) {
        throw failure;
      }
      triesLeft -= 1;
      backoff = Math.min(backoff * 2, this.#maxBackoff);
      await sleep(wait, options.signal);
    }
  }

  #requestHeaders(call: Call, options: RequestOptions): Headers {
    const headers = new Headers({ Accept: call.accept });
    if (call.body !== undefined) {
      headers.set("Content-Type", "application/json");
    }
    // In browsers the name is theirs to give.
    if (environment("PATH") !== undefined) {
      headers.set("User-Agent", `stagewire-client-typescript/${version}`);
    }
    for (const [name, value] of call.headers ?? []) {
      if (value !== undefined && value !== null) {
        headers.set(name, String(value));
      }
    }
    for (const [name, value] of Object.entries({ ...this.#headers, ...options.headers })) {
      headers.set(name, value);
    }
    if (call.keyHeader !== undefined && !headers.has(call.keyHeader)) {
      if (this.#apiKey !== undefined) {
        headers.set(call.keyHeader, (call.keyPrefix ?? "") + this.#apiKey);
      } else if (call.keyOptional !== true) {
        throw new StagewireError("set apiKey, or STAGEWIRE_API_KEY in the environment");
      }
    }
    if (call.idempotent === true) {
      const key = options.idempotencyKey ?? headers.get("idempotency-key") ?? uuid();
      headers.set("Idempotency-Key", key);
    }
    return headers;
  }

  async #try<T>(url: string, init: RequestInit, call: Call, options: RequestOptions): Promise<T> {
    const controller = new AbortController();
    const stop = (): void => controller.abort(options.signal?.reason);
    options.signal?.throwIfAborted();
    options.signal?.addEventListener("abort", stop, { once: true });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      controller.abort();
    }, options.timeout ?? this.#timeout);
    let response: Response;
    let bytes: Uint8Array;
    try {
      response = await this.#fetch(url, { ...init, signal: controller.signal });
      bytes = new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      options.signal?.throwIfAborted();
      const where = `${call.method} ${this.#baseUrl}${call.path}`;
      throw timedOut
        ? new TimeoutError(`${where}: no answer in time`, { cause })
        : new ConnectionError(`${where}: ${reason(cause)}`, { cause });
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", stop);
    }
    if (!response.ok) {
      throw apiError(response.status, response.statusText, response.headers, decode(bytes));
    }
    return read(call, bytes) as T;
  }

  /** Milliseconds until the next try, undefined when there is none. */
  #wait(
    error: ApiError | ConnectionError,
    triesLeft: number,
    backoff: number,
    keyed: boolean,
  ): number | undefined {
    if (triesLeft <= 0) {
      return undefined;
    }
    if (error instanceof ApiError && !retried.has(error.status)) {
      // The first try of this call is still running: its answer can be had in a moment.
      const running = error.status === 409 && keyed && error.retryAfter !== undefined;
      if (!running) {
        return undefined;
      }
    }
    if (error instanceof ApiError && error.retryAfter !== undefined) {
      const asked = error.retryAfter * 1000;
      return asked > this.#maxRetryAfter ? undefined : asked;
    }
    // Full jitter, so that clients that failed together do not return together.
    return Math.random() * backoff;
  }
}

/** One part of a path. What would lead to another path is refused. */
export function segment(name: string, value: string | number): string {
  const text = String(value);
  if (text === "" || text === "." || text === "..") {
    throw new StagewireError(`${name} must not be ${JSON.stringify(text)}`);
  }
  return encodeURIComponent(text);
}

interface Page {
  pagination: { currentPage: number; pagesTotal: number };
}

/** Every item of every page. */
export async function* walk<P extends Page, T>(
  fetchPage: (number: number) => Promise<P>,
  items: (page: P) => T[],
  start = 1,
): AsyncGenerator<T, void, undefined> {
  for (let number = start; ; ) {
    const page = await fetchPage(number);
    yield* items(page);
    if (page.pagination.currentPage >= page.pagination.pagesTotal) {
      return;
    }
    number = page.pagination.currentPage + 1;
  }
}

function queryString(pairs: Pairs): string {
  const made = new URLSearchParams();
  for (const [name, value] of pairs) {
    for (const one of Array.isArray(value) ? (value as Value[]) : [value as Value]) {
      if (one !== undefined && one !== null) {
        made.append(name, String(one));
      }
    }
  }
  const text = made.toString();
  return text === "" ? "" : `?${text}`;
}

function read(call: Call, bytes: Uint8Array): unknown {
  switch (call.read) {
    case "none":
      return undefined;
    case "bytes":
      return bytes;
    case "text":
      return decode(bytes);
    case "json":
      try {
        return JSON.parse(decode(bytes));
      } catch (cause) {
        const message = `${call.method} ${call.path} answered something that is no JSON`;
        throw new InvalidResponseError(message, decode(bytes), { cause });
      }
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function reason(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[name];
}
