/** Small hands for the page: elements by id, lists kept in step with data, a short notice. */

export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found as E;
}

/** An element with text or children. Text is text: nothing here ever writes HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> & { className?: string } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/**
 * Shows one child for each item, in order. A child whose `mark` did not change is left as it is, so
 * that focus and what is typed stay.
 */
export function list<T>(
  parent: HTMLElement,
  items: readonly T[],
  key: (item: T) => string,
  make: (item: T) => HTMLElement,
): void {
  const old = new Map<string, HTMLElement>();
  for (const child of parent.children) {
    if (child instanceof HTMLElement) old.set(child.dataset["key"] ?? "", child);
  }
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const inside = focused !== null && parent.contains(focused) ? focused.dataset["name"] : undefined;
  const within = inside === undefined ? undefined : focused?.closest<HTMLElement>("[data-key]")?.dataset["key"];
  const wanted = items.map((item) => {
    const id = key(item);
    const mark = JSON.stringify(item);
    const known = old.get(id);
    if (known !== undefined && known.dataset["mark"] === mark) return known;
    const made = make(item);
    made.dataset["key"] = id;
    made.dataset["mark"] = mark;
    return made;
  });
  const same = wanted.length === parent.children.length && wanted.every((one, at) => parent.children[at] === one);
  if (same) return;
  parent.replaceChildren(...wanted);
  if (within !== undefined) {
    const again = wanted.find((one) => one.dataset["key"] === within);
    again?.querySelector<HTMLElement>(`[data-name="${CSS.escape(inside ?? "")}"]`)?.focus();
  }
}

let hiding: ReturnType<typeof setTimeout> | undefined;

/** Tells something for four seconds. */
export function toast(text: string): void {
  const place = byId("toast");
  place.textContent = text;
  clearTimeout(hiding);
  hiding = setTimeout(() => (place.textContent = ""), 4000);
}

/** Which of the page's views is shown: `enter`, `over` or `live`. */
export function show(view: "loading" | "enter" | "over" | "live"): void {
  byId("app").dataset["view"] = view;
}

export function over(title: string, text: string): void {
  byId("over-title").textContent = title;
  byId("over-text").textContent = text;
  show("over");
}

/** `m:ss`, or `h:mm:ss` from an hour on. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
