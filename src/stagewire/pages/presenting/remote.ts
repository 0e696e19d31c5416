/** `/remote/{code}`: the presenter's phone. */
import { action, drawChat, drawPolls, drawQuestions, fly, line, nameOf } from "./audience.js";
import { drawInk, drawPointer } from "./canvas.js";
import { start } from "./device.js";
import type { Device, View } from "./device.js";
import { byId, clock, element, list } from "./dom.js";
import { Pad } from "./pad.js";
import type { Mode } from "./pad.js";

class Remote implements View {
  #device: Device | undefined;
  #pad: Pad | undefined;

  draw(device: Device): void {
    const { snapshot, state, slide } = device.show;
    if (snapshot.you.role === "viewer") {
      // It was made one: what it may do is on the stage.
      location.replace(location.pathname.replace("/remote/", "/stage/"));
      return;
    }
    if (this.#device !== device) this.#begin(device);
    document.title = snapshot.title;
    byId("title").textContent = snapshot.title;
    const steps = slide !== undefined && slide.steps > 0 ? ` · step ${state.step} of ${slide.steps}` : "";
    byId("place").textContent = `Slide ${state.slide} of ${snapshot.slides.length}${steps}`;
    byId("slide").textContent = slide?.title ?? "";
    byId("notes").textContent = slide?.notes ?? "";
    const upcoming = snapshot.slides[state.slide];
    byId("upcoming").textContent = upcoming === undefined ? "This is the last slide." : `Next: ${upcoming.title}`;
    this.#drawTools(device);
    this.#drawAudience(device);
  }

  react(reaction: string): void {
    fly(reaction);
  }

  #drawTools(device: Device): void {
    const { snapshot, state } = device.show;
    const mayDrive = device.driving;
    for (const id of ["next", "previous", "blackout", "point", "draw", "wipe", "timer", "reset"]) {
      byId<HTMLButtonElement>(id).disabled = !mayDrive;
    }
    const select = byId<HTMLSelectElement>("goto");
    select.disabled = !mayDrive;
    list(select, snapshot.slides.map((slide, at) => ({ at: at + 1, title: slide.title })), (one) => String(one.at),
      (one) => element("option", { value: String(one.at), textContent: `${one.at}. ${one.title}` }));
    if (document.activeElement !== select) select.value = String(state.slide);
    byId("blackout").ariaPressed = String(state.blackout);
    byId("timer").textContent = state.timer.running ? "Pause" : "Start";
    byId("end").hidden = snapshot.you.role !== "presenter";
    const banner = byId("driver");
    banner.hidden = mayDrive;
    byId("wipe").hidden = state.annotations.length === 0;
    const pad = byId("pad");
    drawInk(pad.querySelector(".ink") as Element, state);
    drawPointer(pad.querySelector(".pointer") as HTMLElement, state);
    this.#tick();
  }

  #drawAudience(device: Device): void {
    const { snapshot } = device.show;
    const presenter = snapshot.you.role === "presenter";
    list(byId("hands"), snapshot.hands, (one) => one.from.id, (hand) => {
      const lower = action("lower", "Lower", () => device.command({ name: "lower_hand", participant: hand.from.id }));
      return element("li", {}, `✋ ${nameOf(hand.from)}`, ...(presenter ? [element("div", { className: "actions" }, lower)] : []));
    });
    drawQuestions(device, () => false, (question) =>
      presenter
        ? [
            action("answer", "Answered", () => device.command({ name: "answer", question_id: question.id })),
            action("dismiss", "Dismiss", () => device.command({ name: "dismiss", question_id: question.id })),
          ]
        : [],
    );
    drawPolls(snapshot.polls, undefined, () => [], (poll) => {
      if (!presenter || poll.status === "closed") return [];
      return poll.status === "open"
        ? [action("close", "Close the poll", () => device.command({ name: "close_poll", poll_id: poll.id }))]
        : [action("open", "Open the poll", () => device.command({ name: "open_poll", poll_id: poll.id }))];
    });
    drawChat(device, (message) =>
      presenter ? [action("remove", "Remove", () => device.command({ name: "remove_message", message_id: message.id }))] : [],
    );
    (document.querySelector(".make") as HTMLElement).hidden = !presenter;
  }

  #tick(): void {
    const show = this.#device?.show;
    if (show === undefined) return;
    const time = byId("time");
    time.textContent = show.planned > 0 ? `${clock(show.elapsed)} / ${clock(show.planned)}` : clock(show.elapsed);
    time.classList.toggle("late", show.planned > 0 && show.elapsed > show.planned);
  }

  #begin(device: Device): void {
    this.#device = device;
    if (this.#pad !== undefined) {
      this.#pad.device = device;
      return;
    }
    this.#pad = new Pad(device);
    const press = (id: string, run: (device: Device) => unknown): void =>
      byId(id).addEventListener("click", () => void (this.#device && run(this.#device)));
    press("next", (now) => now.command({ name: "next" }));
    press("previous", (now) => now.command({ name: "previous" }));
    press("blackout", (now) => now.command({ name: "blackout", on: !now.show.state.blackout }));
    press("timer", (now) => now.command({ name: "timer", action: now.show.state.timer.running ? "pause" : "start" }));
    press("reset", (now) => now.command({ name: "timer", action: "reset" }));
    press("wipe", (now) => now.command({ name: "clear" }));
    press("end", (now) => confirm("End the presentation for everybody?") && now.command({ name: "end" }));
    press("point", () => this.#use("point"));
    press("draw", () => this.#use("draw"));
    byId("driver").querySelector("button")?.addEventListener("click", () => void this.#device?.command({ name: "take" }));
    byId<HTMLSelectElement>("goto").addEventListener("change", (event) => {
      const slide = Number((event.target as HTMLSelectElement).value);
      void this.#device?.command({ name: "goto", slide });
    });
    line("say", "text", (text) => this.#device?.command({ name: "chat", text }) ?? Promise.resolve(false));
    this.#pollForm();
    document.addEventListener("keydown", (event) => this.#key(event));
    setInterval(() => this.#tick(), 500);
    void this.#stayAwake();
  }

  #use(mode: Exclude<Mode, undefined>): void {
    if (this.#pad === undefined) return;
    this.#pad.mode = this.#pad.mode === mode ? undefined : mode;
    for (const id of ["point", "draw"] as const) {
      const on = String(this.#pad.mode === id);
      byId(id).ariaPressed = on;
      byId(id).ariaExpanded = on;
    }
  }

  #pollForm(): void {
    const form = byId<HTMLFormElement>("poll");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const question = byId<HTMLInputElement>("poll-question").value.trim();
      const lines = byId<HTMLTextAreaElement>("poll-options").value.split("\n");
      const options = lines.map((one) => one.trim()).filter((one) => one !== "");
      const poll = { question, options, open: true };
      void this.#device?.command({ name: "create_poll", poll }).then((made) => {
        if (!made) return;
        form.reset();
        (form.closest("details") as HTMLDetailsElement).open = false;
      });
    });
  }

  #key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const typing = target.closest("input, textarea, select") !== null;
    if (typing || event.ctrlKey || event.metaKey || event.altKey || byId("app").dataset["view"] !== "live") return;
    // Space presses the button that has the focus.
    if (event.key === " " && target.closest("button, summary") !== null) return;
    const id = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", PageUp: "previous", b: "blackout", B: "blackout" }[event.key];
    if (id === undefined) return;
    event.preventDefault();
    byId(id).click();
  }

  /** A phone that drives must not fall asleep. Browsers that cannot do so are left alone. */
  async #stayAwake(): Promise<void> {
    const awake = async (): Promise<void> => {
      if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => undefined);
    };
    document.addEventListener("visibilitychange", () => void awake());
    await awake();
  }
}

void start("remote", new Remote());
