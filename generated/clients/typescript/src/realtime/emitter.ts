/** Listeners, by the name of what they listen to. */

/** Takes a listener away again. */
export type Unlisten = () => void;

export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>();

  /** Calls `listener` whenever `name` happens, in the order in which listeners were added. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): Unlisten {
    const known = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, known.add(listener));
    return () => known.delete(listener);
  }

  /** Tells all listeners. One that throws keeps nobody else from hearing; the runtime reports it. */
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        (listener as (event: Events[Name]) => void)(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
