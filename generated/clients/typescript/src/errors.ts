/** What can go wrong. Every error is a `StagewireError`. */

/** The base of all errors of this package. */
export class StagewireError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** No answer came: the server could not be reached, or the connection broke. */
export class ConnectionError extends StagewireError {}

/** No answer came within the timeout. */
export class TimeoutError extends ConnectionError {}

/** The answer is not what the contract says. `body` holds it as it came. */
export class InvalidResponseError extends StagewireError {
  readonly body: string;

  constructor(message: string, body: string, options?: ErrorOptions) {
    super(message, options);
    this.body = body;
  }
}

/** One field that is wrong: its name as you sent it, and what was expected. */
export interface FieldError {
  field: string;
  message: string;
}

/** What an `ApiError` knows. */
export interface ApiErrorDetails {
  status: number;
  message: string;
  code: string | undefined;
  errors: FieldError[];
  requestId: string | undefined;
  retryAfter: number | undefined;
  headers: Headers;
  body: string;
}

/** The server answered with an error. */
export class ApiError extends StagewireError {
  /** The HTTP status. */
  readonly status: number;
  /** What went wrong, for programs. Undefined where this API does not say it. */
  readonly code: string | undefined;
  /** The fields that are wrong. */
  readonly errors: FieldError[];
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** Seconds to wait before the next try. Undefined where the server does not say. */
  readonly retryAfter: number | undefined;
  /** The answer's headers. */
  readonly headers: Headers;
  /** The answer as it came. */
  readonly body: string;

  constructor(details: ApiErrorDetails) {
    super(details.message);
    this.status = details.status;
    this.code = details.code;
    this.errors = details.errors;
    this.requestId = details.requestId;
    this.retryAfter = details.retryAfter;
    this.headers = details.headers;
    this.body = details.body;
  }
}

/** 400: the request is malformed, a parameter is wrong, or a field is unknown. */
export class BadRequestError extends ApiError {}

/** 401: the API key is missing, wrong, expired or revoked. */
export class AuthenticationError extends ApiError {}

/** 403: the key is valid but may not do this. */
export class PermissionDeniedError extends ApiError {}

/** 404: it does not exist, or it is not yours. */
export class NotFoundError extends ApiError {}

/** 409: it contradicts what is already there. */
export class ConflictError extends ApiError {}

/** 422: the body is well formed but breaks a rule. */
export class UnprocessableContentError extends ApiError {}

/** 429: too many requests. */
export class RateLimitedError extends ApiError {}

/** 5xx: something failed on the server's side. */
export class ServerError extends ApiError {}

const byStatus: Record<number, new (details: ApiErrorDetails) => ApiError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableContentError,
  429: RateLimitedError,
};

/**
 * The error of an answer, in any of the formats that the APIs use: problem details (RFC 9457),
 * `{"statusCode", "message"}`, and `{"success": false, "error"}`.
 */
export function apiError(status: number, phrase: string, headers: Headers, body: string): ApiError {
  const data = parse(body);
  const text = (key: string): string | undefined => {
    const value = data[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const waiting = data["retry_after"];
  const message = text("detail") ?? text("message") ?? text("error") ?? text("title");
  const kind = status >= 500 ? ServerError : (byStatus[status] ?? ApiError);
  return new kind({
    status,
    message: message ?? (phrase || `Status ${status}`),
    code: text("code"),
    errors: fieldErrors(data["errors"]),
    requestId: headers.get("x-request-id") ?? text("requestId"),
    retryAfter:
      parseRetryAfter(headers.get("retry-after")) ??
      (typeof waiting === "number" ? waiting : undefined),
    headers,
    body,
  });
}

/** Seconds to wait, from seconds or an HTTP date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(value: string | null): number | undefined {
  if (value === null) {
    return undefined;
  }
  if (/^\d+$/.test(value.trim())) {
    return Number(value);
  }
  const when = Date.parse(value);
  return Number.isNaN(when) ? undefined : Math.max(0, (when - Date.now()) / 1000);
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function fieldErrors(value: unknown): FieldError[] {
  return (Array.isArray(value) ? (value as unknown[]) : []).flatMap((one) => {
    const { field, message } = (one ?? {}) as Partial<FieldError>;
    return typeof field === "string" ? [{ field, message: message ?? "" }] : [];
  });
}
