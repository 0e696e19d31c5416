/** The objects that requests and answers are made of. */
export type * from "./models/shared.js";
export type * from "./models/analytics.js";
export type * from "./models/applications.js";
export type * from "./models/broadcasts.js";
export type * from "./models/keys.js";
export type * from "./models/licenses.js";
export type * from "./models/links.js";
export type * from "./models/presentations.js";
export type * from "./models/realtime.js";
export type * from "./models/system.js";
export type * from "./models/webhooks.js";
export type * from "./models/webrtc.js";
