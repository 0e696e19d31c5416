/** The objects of the system API. */

/** The process answers. */
export interface Health {
  /** Always `ok`. */
  status: "ok";
}

/** Whether each part answers. */
export interface Readiness {
  /** All of them together. */
  status: "ready" | "unavailable";
  /** Each part by name. */
  checks: Record<string, "ok" | "failed">;
}

/** Versions. */
export interface Version {
  /** The server's. */
  version: string;
  /** Each API's, by its document's name. */
  apis: Record<string, string>;
}
