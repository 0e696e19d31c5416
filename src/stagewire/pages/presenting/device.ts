/** A paired device: claims the code of the page's address, follows the presentation, sends commands. */
import { ApiError, connect, ConnectionClosedError, RealtimeError, Stagewire } from "../client/index.js";
import type {
  ChatMessage,
  ClaimedPairing,
  Hand,
  Participant,
  Point,
  Poll,
  PresentationCommand,
  PresentationState,
  Question,
  Realtime,
} from "../client/index.js";
import { byId, over, show, toast } from "./dom.js";
import { Show } from "./show.js";

/** Commands that another driver's command may have overtaken. */
const DRIVING = new Set(["next", "previous", "goto", "take", "hand_over"]);

/** What the room tells, by event. */
type Told = {
  state: PresentationState;
  deck: { revision: number };
  device: { device_id: string; role: string; name: string | null };
  reaction: { from: Participant; reaction: string };
  hand: { from: Participant; raised: boolean };
  chat: ChatMessage;
  poll: Poll;
  question: Question;
  cursor: { from: Participant; point: Point | null };
};

/** What a page does with the news. */
export interface View {
  /** Draws everything anew from what is known. */
  draw(device: Device): void;
  /** A reaction flies by. */
  react(reaction: string): void;
}

export class Device {
  readonly show: Show;
  readonly #realtime: Realtime;
  readonly #presentation: string;
  readonly #view: View;

  private constructor(realtime: Realtime, presentation: string, show: Show, view: View) {
    this.#realtime = realtime;
    this.#presentation = presentation;
    this.show = show;
    this.#view = view;
  }

  /** Connects with a claimed pairing; answers once everything is known and drawn. */
  static async open(claimed: ClaimedPairing, view: View): Promise<Device> {
    const realtime = connect({ token: claimed.token });
    const status = byId("status");
    const tell = (state: string, text: string): void => {
      status.dataset["state"] = state;
      status.textContent = text;
    };
    const room = realtime.room<Told>(claimed.room);
    let device: Device | undefined;
    // What comes before the snapshot is in it.
    room.on("event", (message) => device?.hear(message.event, message.data));
    room.on("gap", () => void device?.refresh());
    room.on("unsubscribed", () => over("You were disconnected", "The presentation does not know this device any more."));
    realtime.on("reconnecting", () => tell("away", "Reconnecting …"));
    realtime.on("connected", () => tell("open", "Connected"));
    realtime.on("closed", (error) => {
      if (error.code === 1000) return;
      forget();
      over("You were disconnected", error.message);
    });
    try {
      await room.subscribe();
      const first = await realtime.request("command", { presentation: claimed.presentation_id, command: { name: "state" } });
      if (first.snapshot === undefined) throw new Error("the server sent no snapshot");
      device = new Device(realtime, claimed.presentation_id, new Show(first.snapshot), view);
      tell("open", "Connected");
      // What was told while the snapshot was on its way may be newer.
      await device.refresh();
      return device;
    } catch (error) {
      realtime.close();
      throw error;
    }
  }

  /** Whether this device drives, or nobody keeps it from driving. */
  get driving(): boolean {
    const { driver } = this.show.state;
    return driver === null || driver === this.show.snapshot.you.id;
  }

  /** Does it, and says so on the page where it fails. Answers whether it was done. */
  async command(command: PresentationCommand): Promise<boolean> {
    const version = DRIVING.has(command.name) ? { version: this.show.state.version } : {};
    try {
      const done = await this.#realtime.request("command", { presentation: this.#presentation, command, ...version });
      if (done.state !== undefined) this.show.takeState(done.state);
      if (done.poll !== undefined) this.show.takePoll(done.poll);
      if (done.question !== undefined) this.show.takeQuestion(done.question);
      if (done.message !== undefined) this.show.takeMessage(done.message);
      this.draw();
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  /** Learns everything anew. */
  async refresh(): Promise<void> {
    const command: PresentationCommand = { name: "state" };
    const done = await this.#realtime.request("command", { presentation: this.#presentation, command });
    if (done.snapshot !== undefined) this.show.replace(done.snapshot);
    this.draw();
  }

  draw(): void {
    if (this.show.state.status === "ended") {
      forget();
      over("The presentation has ended", this.show.snapshot.title);
      this.#realtime.close();
      return;
    }
    show("live");
    this.#view.draw(this);
  }

  hear<Name extends keyof Told>(event: Name, data: Told[Name]): void;
  hear(event: keyof Told, data: never): void {
    switch (event) {
      case "state":
        if (!this.show.takeState(data)) return;
        break;
      case "poll":
        this.show.takePoll(data);
        break;
      case "question":
        this.show.takeQuestion(data);
        break;
      case "chat":
        this.show.takeMessage(data);
        break;
      case "hand": {
        const { from, raised } = data as Told["hand"];
        this.show.takeHand({ from, raised_at: new Date().toISOString() } satisfies Hand, raised);
        break;
      }
      case "reaction":
        this.#view.react((data as Told["reaction"]).reaction);
        return;
      case "deck":
      case "device":
        void this.refresh();
        return;
      case "cursor":
        return;
    }
    this.draw();
  }

  #failed(error: unknown): void {
    if (error instanceof RealtimeError && error.details.state !== undefined) {
      this.show.takeState(error.details.state);
      this.draw();
    }
    toast(error instanceof RealtimeError && error.code === "conflict" ? "Somebody else was faster." : explain(error));
  }
}

/** Takes the page's code, or asks for one, and opens the device. */
export async function start(kind: "remote" | "stage", view: View): Promise<void> {
  const form = byId<HTMLFormElement>("enter");
  const field = byId<HTMLInputElement>("code");
  byId("again").addEventListener("click", () => ask(kind));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = spelled(field.value);
    if (code === "") return;
    history.replaceState(null, "", `/${kind}/${encodeURIComponent(code)}`);
    void enter(kind, code, view);
  });
  const code = spelled(decoded(location.pathname.split("/")[2] ?? ""));
  if (code === "") ask(kind);
  else await enter(kind, code, view);
}

/** What stands in an address; what was written there by hand may be no text at all. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

function ask(kind: "remote" | "stage"): void {
  history.replaceState(null, "", `/${kind}`);
  show("enter");
  byId<HTMLInputElement>("code").value = "";
  byId("code").focus();
}

async function enter(kind: "remote" | "stage", code: string, view: View): Promise<void> {
  const kept = remembered(code);
  try {
    const claimed = kept ?? (await new Stagewire({ baseUrl: location.origin }).presentations.claimPairing(code, named()));
    remember(code, claimed);
    // One that was kept may have another role by now: see what the presentation says.
    if (kind === "remote" && kept === undefined && claimed.role === "viewer") {
      location.replace(`/stage/${encodeURIComponent(code)}`);
      return;
    }
    await Device.open(claimed, view);
  } catch (error) {
    // What was kept may have been taken back since: the code is claimed anew, once. It may as well be
    // out of reach for a moment, and the code lets nobody in again.
    if (kept !== undefined && refused(error)) {
      forget();
      await enter(kind, code, view);
      return;
    }
    show("enter");
    const field = byId<HTMLInputElement>("code");
    field.value = code;
    byId("problem").textContent = explain(error);
    field.select();
  }
}

/** Whether the server knows the device no more, as opposed to not being there. */
function refused(error: unknown): boolean {
  return error instanceof ConnectionClosedError || (error instanceof RealtimeError && ["forbidden", "not_found"].includes(error.code));
}

function named(): { name?: string } {
  const name = byId<HTMLInputElement>("name").value.trim();
  return name === "" ? {} : { name };
}

/** As the server spells codes: capitals, two groups of four. */
function spelled(code: string): string {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return plain.length === 8 ? `${plain.slice(0, 4)}-${plain.slice(4)}` : plain;
}

function explain(error: unknown): string {
  if (error instanceof ApiError && (error.status === 404 || error.status === 400)) return "There is no such code. Check the letters.";
  return error instanceof Error ? error.message : String(error);
}

// A reload must not take another claim of the code, and a phone drops its pages easily.
const KEY = "stagewire.device";

function remember(code: string, claimed: ClaimedPairing): void {
  localStorage.setItem(KEY, JSON.stringify({ code, claimed }));
}

function remembered(code: string): ClaimedPairing | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as { code: string; claimed: ClaimedPairing } | null;
    if (kept?.code === code && Date.parse(kept.claimed.expires_at) > Date.now()) return kept.claimed;
  } catch {
    // What cannot be read was not kept.
  }
  return undefined;
}

function forget(): void {
  localStorage.removeItem(KEY);
}
