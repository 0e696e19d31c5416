/** What is pushed by one side and read with `for await` by the other. */
import { StagewireError } from "../errors.js";

/** What was pushed, to be read in order. */
export class Reader<T> implements AsyncIterableIterator<T> {
  readonly #most: number;
  readonly #left: () => void;
  readonly #items: T[] = [];
  readonly #waiting: {
    resolve: (result: IteratorResult<T, undefined>) => void;
    reject: (error: StagewireError) => void;
  }[] = [];
  #over = false;
  #error: StagewireError | undefined;

  constructor(most: number, left: () => void) {
    this.#most = most;
    this.#left = left;
  }

  push(item: T): void {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting.resolve({ done: false, value: item });
    } else if (this.#items.length >= this.#most) {
      this.#items.length = 0;
      this.end(new StagewireError(`${this.#most} events wait and nobody reads them`));
    } else {
      this.#items.push(item);
    }
  }

  /** What was pushed before can still be read. */
  end(error?: StagewireError): void {
    if (this.#over) {
      return;
    }
    this.#over = true;
    this.#error = error;
    this.#left();
    for (const waiting of this.#waiting.splice(0)) {
      if (error === undefined) {
        waiting.resolve({ done: true, value: undefined });
      } else {
        waiting.reject(error);
        this.#error = undefined;
      }
    }
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    if (this.#items.length > 0) {
      return { done: false, value: this.#items.shift() as T };
    }
    if (this.#over) {
      const error = this.#error;
      this.#error = undefined;
      if (error !== undefined) {
        throw error;
      }
      return { done: true, value: undefined };
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#items.length = 0;
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
