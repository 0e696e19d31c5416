import { AnalyticsApi } from "./apis/analytics.js";
import { ApplicationsApi } from "./apis/applications.js";
import { BroadcastsApi } from "./apis/broadcasts.js";
import { KeysApi } from "./apis/keys.js";
import { LicensesApi } from "./apis/licenses.js";
import { LinksApi } from "./apis/links.js";
import { PresentationsApi } from "./apis/presentations.js";
import { RealtimeApi } from "./apis/realtime.js";
import { SystemApi } from "./apis/system.js";
import { WebhooksApi } from "./apis/webhooks.js";
import { WebrtcApi } from "./apis/webrtc.js";
import { Transport } from "./transport.js";
import type { ClientOptions } from "./transport.js";

/** A Stagewire server: the operations of every API. Make one and keep it. */
export class Stagewire {
  /** Connections, events and users of an application over time. */
  readonly analytics: AnalyticsApi;
  /** Applications, their settings and keys, and tokens for their clients. */
  readonly applications: ApplicationsApi;
  /** Events from a server to everybody in a room. */
  readonly broadcasts: BroadcastsApi;
  /** API keys with scopes, environments, expiry and rotation. */
  readonly keys: KeysApi;
  /**
   * Software licences with device limits, floating seats, heartbeats and files that verify
   * offline.
   */
  readonly licenses: LicensesApi;
  /** Short links with passwords, expiry, UTM parameters, QR codes, tags and statistics. */
  readonly links: LinksApi;
  /** Presentations that phones drive and audiences join. */
  readonly presentations: PresentationsApi;
  /** Who is connected, and what happens in rooms. */
  readonly realtime: RealtimeApi;
  /** Whether the server lives, is ready, and which version it is. */
  readonly system: SystemApi;
  /** Events sent to an application's own servers, signed, until they arrive. */
  readonly webhooks: WebhooksApi;
  /** Relay credentials for peers that cannot reach each other directly. */
  readonly webrtc: WebrtcApi;

  constructor(options: ClientOptions = {}) {
    const transport = new Transport(options);
    this.analytics = new AnalyticsApi(transport);
    this.applications = new ApplicationsApi(transport);
    this.broadcasts = new BroadcastsApi(transport);
    this.keys = new KeysApi(transport);
    this.licenses = new LicensesApi(transport);
    this.links = new LinksApi(transport);
    this.presentations = new PresentationsApi(transport);
    this.realtime = new RealtimeApi(transport);
    this.system = new SystemApi(transport);
    this.webhooks = new WebhooksApi(transport);
    this.webrtc = new WebrtcApi(transport);
  }
}
