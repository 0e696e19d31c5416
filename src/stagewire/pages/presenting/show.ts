/** What a device knows of the presentation, and what each event makes of it. */
import type {
  ChatMessage,
  Hand,
  Poll,
  PresentationSnapshot,
  PresentationState,
  Question,
  ShownSlide,
} from "../client/index.js";

/** The newest of these that a device keeps. */
const MESSAGES = 200;

export class Show {
  snapshot: PresentationSnapshot;
  /** What this browser's clock must be corrected by, in milliseconds. */
  #ahead = 0;

  constructor(snapshot: PresentationSnapshot) {
    this.snapshot = snapshot;
    this.replace(snapshot);
  }

  /** Everything anew. The state only goes forward: an event may have overtaken the snapshot. */
  replace(snapshot: PresentationSnapshot): void {
    const known = this.snapshot;
    this.#ahead = snapshot.server_time - Date.now();
    const older = known.presentation_id === snapshot.presentation_id && known.state.version > snapshot.state.version;
    this.snapshot = older ? { ...snapshot, state: known.state } : snapshot;
  }

  get state(): PresentationState {
    return this.snapshot.state;
  }

  get slide(): ShownSlide | undefined {
    return this.snapshot.slides[this.state.slide - 1];
  }

  /** Seconds that the timer shows now. */
  get elapsed(): number {
    const { running, started_at, elapsed_ms } = this.state.timer;
    const since = running && started_at !== null ? Date.now() + this.#ahead - started_at : 0;
    return (elapsed_ms + Math.max(0, since)) / 1000;
  }

  /** Seconds that all slides are meant to take; 0 where that is not said. */
  get planned(): number {
    return this.snapshot.slides.reduce((sum, slide) => sum + (slide.duration ?? 0), 0);
  }

  takeState(state: PresentationState): boolean {
    if (state.version <= this.state.version) return false;
    this.snapshot = { ...this.snapshot, state };
    return true;
  }

  takePoll(poll: Poll): void {
    this.snapshot = { ...this.snapshot, polls: newer(this.snapshot.polls, poll, "first") };
  }

  takeQuestion(question: Question): void {
    const all = newer(this.snapshot.questions, question, "last").filter((one) => one.status !== "dismissed");
    all.sort((a, b) => rank(a) - rank(b) || b.upvotes - a.upvotes || a.asked_at.localeCompare(b.asked_at));
    this.snapshot = { ...this.snapshot, questions: all };
  }

  takeMessage(message: ChatMessage): void {
    const others = this.snapshot.messages.filter((one) => one.id !== message.id);
    const messages = [...others, message].sort((a, b) => a.id - b.id).slice(-MESSAGES);
    this.snapshot = { ...this.snapshot, messages };
  }

  takeHand(hand: Hand, raised: boolean): void {
    const others = this.snapshot.hands.filter((one) => one.from.id !== hand.from.id);
    const hands = raised ? [...others, hand] : others;
    hands.sort((a, b) => a.raised_at.localeCompare(b.raised_at));
    this.snapshot = { ...this.snapshot, hands };
  }
}

function rank(question: Question): number {
  return question.status === "open" ? 0 : 1;
}

/** The list with an item that is new, or newer than what stood there. */
function newer<T extends { id: string; version: number }>(items: readonly T[], item: T, where: "first" | "last"): T[] {
  const at = items.findIndex((one) => one.id === item.id);
  if (at < 0) return where === "first" ? [item, ...items] : [...items, item];
  const known = items[at];
  return known !== undefined && known.version >= item.version ? [...items] : items.map((one, place) => (place === at ? item : one));
}
