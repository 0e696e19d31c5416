/** The objects of the system API. */

/** A caller that is blocked. */
export interface Block {
  /** The limit, by its name in the contract. */
  rule: string;
  /** Who is blocked: an address, a key's id, or what else the rule counts by. */
  identity: string;
  /** For how many seconds more. */
  seconds: number;
  /** How often it went on against the limit. */
  strikes: number;
}

/** Every block in force. */
export interface Blocks {
  /** The blocks, the longest remaining first. */
  blocks: Block[];
}

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

/** Whose block to lift. */
export interface RemoveBlock {
  /** The limit. */
  rule: string;
  /** The caller, as it is listed. */
  identity: string;
}

/** What became of it. */
export interface RemovedBlock {
  /** Whether it was blocked. */
  lifted: boolean;
}

/** Versions. */
export interface Version {
  /** The server's. */
  version: string;
  /** Each API's, by its document's name. */
  apis: Record<string, string>;
}
