/** The slide as a touch pad: the pointer or the pen follows the finger, or the arrow keys. */
import type { Point } from "../client/index.js";
import type { Device } from "./device.js";
import { byId } from "./dom.js";

/** Milliseconds between two pointer messages. */
const PACE = 50;
/** Most points of one line, as the contract allows. */
const POINTS = 128;
const COLOR = "#ff5252";
const WIDTH = 0.006;
/** What an arrow key moves the pointer by. */
const NUDGE = 0.02;

export type Mode = "point" | "draw" | undefined;

export class Pad {
  readonly #pad = byId("pad");
  #device: Device;
  #mode: Mode;
  #drawn: Point[] | undefined;
  #at: Point = { x: 0.5, y: 0.5 };
  #next: Point | null | undefined;
  #sending = false;

  constructor(device: Device) {
    this.#device = device;
    this.#pad.addEventListener("pointerdown", (event) => this.#down(event));
    this.#pad.addEventListener("pointermove", (event) => this.#move(event));
    this.#pad.addEventListener("pointerup", () => void this.#up());
    this.#pad.addEventListener("pointercancel", () => void this.#up());
    this.#pad.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Another device drives with it from now on. */
  set device(device: Device) {
    this.#device = device;
  }

  get mode(): Mode {
    return this.#mode;
  }

  set mode(mode: Mode) {
    if (this.#mode === "point" && mode !== "point") this.#point(null);
    this.#mode = mode;
    this.#pad.hidden = mode === undefined;
    if (mode !== undefined) this.#pad.scrollIntoView({ block: "nearest" });
  }

  #place(event: PointerEvent): Point {
    const box = this.#pad.getBoundingClientRect();
    return { x: part((event.clientX - box.left) / box.width), y: part((event.clientY - box.top) / box.height) };
  }

  #down(event: PointerEvent): void {
    this.#pad.setPointerCapture(event.pointerId);
    if (this.#mode === "draw") this.#drawn = [this.#place(event)];
    else this.#point(this.#place(event));
  }

  #move(event: PointerEvent): void {
    if (!this.#pad.hasPointerCapture(event.pointerId)) return;
    if (this.#mode === "point") this.#point(this.#place(event));
    else this.#drawn?.push(this.#place(event));
  }

  async #up(): Promise<void> {
    const drawn = this.#drawn;
    this.#drawn = undefined;
    if (drawn === undefined) return;
    const annotation = { points: thinned(drawn), color: COLOR, width: WIDTH };
    await this.#device.command({ name: "annotate", annotation });
  }

  #key(event: KeyboardEvent): void {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Escape") this.#point(null);
    else if (by !== undefined && this.#mode === "point") {
      this.#point({ x: part(this.#at.x + (by[0] ?? 0) * NUDGE), y: part(this.#at.y + (by[1] ?? 0) * NUDGE) });
    } else return;
    // The arrows move the pointer here, not the slides.
    event.preventDefault();
    event.stopPropagation();
  }

  /** Sends the newest place; those that were overtaken while one was on its way are not sent. */
  #point(place: Point | null): void {
    if (place !== null) this.#at = place;
    this.#next = place;
    if (!this.#sending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#sending = true;
    while (this.#next !== undefined) {
      const point = this.#next;
      this.#next = undefined;
      await this.#device.command({ name: "pointer", point });
      await new Promise((resolve) => setTimeout(resolve, PACE));
    }
    this.#sending = false;
  }
}

function part(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
}

/** Every so manieth point, so that a long line fits; the last one always. */
function thinned(points: Point[]): Point[] {
  if (points.length <= POINTS) return points;
  const step = (points.length - 1) / (POINTS - 1);
  return Array.from({ length: POINTS }, (_, at) => points[Math.round(at * step)] as Point);
}
