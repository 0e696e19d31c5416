import { ApplicationsApi } from "./apis/applications.js";
import { KeysApi } from "./apis/keys.js";
import { LinksApi } from "./apis/links.js";
import { SystemApi } from "./apis/system.js";
import { Transport } from "./transport.js";
import type { ClientOptions } from "./transport.js";

/** A Stagewire server: the operations of every API. Make one and keep it. */
export class Stagewire {
  /** Applications, their settings and keys, and tokens for their clients. */
  readonly applications: ApplicationsApi;
  /** API keys with scopes, environments, expiry and rotation. */
  readonly keys: KeysApi;
  /** Short links with passwords, expiry, UTM parameters, QR codes, tags and statistics. */
  readonly links: LinksApi;
  /** Whether the server lives, is ready, and which version it is. */
  readonly system: SystemApi;

  constructor(options: ClientOptions = {}) {
    const transport = new Transport(options);
    this.applications = new ApplicationsApi(transport);
    this.keys = new KeysApi(transport);
    this.links = new LinksApi(transport);
    this.system = new SystemApi(transport);
  }
}
