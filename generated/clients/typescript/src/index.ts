/** The TypeScript client of Stagewire, generated from its contract. */
export { Stagewire } from "./client.js";
export {
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  InvalidResponseError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitedError,
  ServerError,
  StagewireError,
  TimeoutError,
  UnprocessableContentError,
} from "./errors.js";
export type { FieldError } from "./errors.js";
export { LicenseFileError, verifyLicenseFile } from "./licensefile.js";
export type {
  LicenseFileErrorCode,
  VerifiedLicense,
  VerifyLicenseFileOptions,
} from "./licensefile.js";
export type { ClientOptions, RequestOptions } from "./transport.js";
export type * from "./models.js";
export * as webhooks from "./webhooks.js";
export type * from "./apis/analytics.js";
export type * from "./apis/applications.js";
export type * from "./apis/broadcasts.js";
export type * from "./apis/keys.js";
export type * from "./apis/licenses.js";
export type * from "./apis/links.js";
export type * from "./apis/presentations.js";
export type * from "./apis/realtime.js";
export type * from "./apis/system.js";
export type * from "./apis/webhooks.js";
export type * from "./apis/webrtc.js";
export * from "./realtime/index.js";
