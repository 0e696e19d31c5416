/** One WebSocket, from opening to closing. */

/** What is used of a WebSocket: the browser's, and that of the package `ws`. */
export interface WebSocketLike {
  send(data: string): void;
  close(code?: number, reason?: string): void;
  /** Ends it without a goodbye; browsers have no such thing. */
  terminate?(): void;
  onmessage: ((event: any) => any) | null;
  onclose: ((event: any) => any) | null;
  onerror: ((event: any) => any) | null;
}

/** Makes WebSockets: the global `WebSocket`, or that of the package `ws`. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

/** Why a WebSocket is no more. 1006: it broke without a word (RFC 6455, section 7.4.1). */
export interface Ended {
  code: number;
  reason: string;
}

const nothing = (): void => undefined;

/** A WebSocket that tells its end exactly once, however it comes. */
export class Socket {
  readonly #socket: WebSocketLike;
  readonly #ended: (end: Ended) => void;

  /** Throws what the constructor throws, where an address or a token cannot be used. */
  constructor(
    make: WebSocketConstructor,
    url: string,
    token: string,
    heard: (text: string) => void,
    ended: (end: Ended) => void,
  ) {
    // The token is no part of the address, because addresses are written into logs.
    this.#socket = new make(url, ["stagewire.v1", `stagewire.token.${token}`]);
    this.#ended = ended;
    this.#socket.onmessage = (event: { data: unknown }) => heard(String(event.data));
    this.#socket.onclose = (event: Ended) => this.#end(event.code, event.reason);
    // A close follows and says more.
    this.#socket.onerror = nothing;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** Says goodbye. The end is told at once: nobody waits for the other side's goodbye. */
  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    this.#end(code, reason);
  }

  /** Gives the connection up because nothing comes from it any more. */
  abandon(reason: string): void {
    if (this.#socket.terminate === undefined) {
      this.#socket.close();
    } else {
      this.#socket.terminate();
    }
    this.#end(1006, reason);
  }

  #end(code: number, reason: string): void {
    this.#socket.onmessage = this.#socket.onclose = nothing;
    this.#ended({ code, reason });
  }
}
