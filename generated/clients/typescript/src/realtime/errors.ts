/** What can go wrong on the WebSocket. */
import { ConnectionError, StagewireError } from "../errors.js";
import type { ErrorMessage } from "./messages.js";

/** The server refused a request. The connection lives on. */
export class RealtimeError extends StagewireError {
  /** What went wrong, for programs: `forbidden`, `rate_limited`, … */
  readonly code: string;
  /** The field that is wrong. */
  readonly field: string | undefined;
  /** Seconds to wait before the next try. */
  readonly retryAfter: number | undefined;
  /** The whole message. */
  readonly details: ErrorMessage;

  constructor(details: ErrorMessage) {
    super(details.message);
    this.code = details.code;
    this.field = details.field;
    this.retryAfter = details.retry_after;
    this.details = details;
  }
}

/** The connection is closed for good. */
export class ConnectionClosedError extends ConnectionError {
  /** The close code (RFC 6455, section 7.4). 1000: by `close()`. */
  readonly code: number;
  /** The code's name in the contract, undefined where it has none. */
  readonly codeName: string | undefined;

  constructor(code: number, codeName: string | undefined, message: string) {
    super(message);
    this.code = code;
    this.codeName = codeName;
  }
}

/** Too many requests wait for the connection to come back; this one was not taken. */
export class QueueFullError extends ConnectionError {}

/** The token callback failed, or gave something that is no token. It is asked again. */
export class TokenError extends StagewireError {}
