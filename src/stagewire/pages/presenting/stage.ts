/** `/stage/{code}`: the screen, and the audience's phones. */
import { action, drawChat, drawPolls, drawQuestions, fly, line } from "./audience.js";
import { drawInk, drawPointer } from "./canvas.js";
import { start } from "./device.js";
import type { Device, View } from "./device.js";
import { byId, clock } from "./dom.js";

const REACTIONS = ["👏", "❤️", "😂", "🎉", "🤔"];

class Stage implements View {
  #device: Device | undefined;
  /** What this device chose, by poll: the server counts votes and does not tell whose they are. */
  readonly #chosen = new Map<string, number[]>();
  readonly #upvoted = new Set<string>();

  draw(device: Device): void {
    const before = this.#device;
    this.#device = device;
    if (before === undefined) this.#begin();
    else if (before !== device) {
      this.#chosen.clear();
      this.#upvoted.clear();
    }
    const { snapshot, state, slide } = device.show;
    document.title = snapshot.title;
    byId("title").textContent = snapshot.title;
    byId("place").textContent = `${state.slide} / ${snapshot.slides.length}`;
    const title = slide?.title ?? "";
    byId("slide").textContent = title;
    // What is too long for large letters would push all else off the slide.
    byId("slide").dataset["length"] = title.length > 90 ? "longest" : title.length > 40 ? "long" : "";
    const steps = slide?.steps ?? 0;
    byId("steps").textContent = "●".repeat(Math.min(state.step, 20)) + "○".repeat(Math.max(0, Math.min(steps, 20) - state.step));
    byId("black").hidden = !state.blackout;
    drawPointer(byId("pointer"), state);
    drawInk(document.querySelector("#ink") as Element, state);
    this.#tick();
    this.#drawTools(device);
    this.#drawLists(device);
  }

  react(reaction: string): void {
    fly(reaction);
  }

  #drawTools(device: Device): void {
    const { snapshot } = device.show;
    byId("react").hidden = !snapshot.settings.reactions;
    byId("hand").hidden = !snapshot.settings.hands;
    byId("hand").ariaPressed = String(this.#raised(device));
    byId("ask").hidden = !snapshot.settings.questions;
    byId("say").hidden = !snapshot.settings.chat;
  }

  #drawLists(device: Device): void {
    const { snapshot } = device.show;
    const polls = snapshot.polls.filter((poll) => poll.status !== "draft").slice(0, 3);
    byId("polls-box").hidden = polls.length === 0;
    const vote = snapshot.settings.polls ? this.#vote.bind(this, device) : undefined;
    drawPolls(polls, vote, (poll) => this.#chosen.get(poll.id) ?? [], () => []);
    byId("questions-box").hidden = !snapshot.settings.questions && snapshot.questions.length === 0;
    drawQuestions(device, (question) => this.#upvoted.has(question.id), (question, upvoted) => {
      if (question.from.id === snapshot.you.id || !snapshot.settings.questions) return [];
      const button = action("upvote", "Me too", () => this.#upvote(device, question.id));
      button.ariaPressed = String(upvoted);
      return [button];
    });
    byId("chat-box").hidden = !snapshot.settings.chat && snapshot.messages.length === 0;
    drawChat(device, () => []);
  }

  async #vote(device: Device, poll: { id: string; multiple: boolean }, place: number): Promise<void> {
    const before = this.#chosen.get(poll.id) ?? [];
    const without = before.filter((one) => one !== place);
    const choices = !poll.multiple ? [place] : without.length < before.length ? without : [...before, place];
    if (choices.length === 0) return;
    this.#chosen.set(poll.id, choices);
    if (!(await device.command({ name: "vote", poll_id: poll.id, choices }))) {
      this.#chosen.set(poll.id, before);
      device.draw();
    }
  }

  async #upvote(device: Device, question: string): Promise<void> {
    const on = !this.#upvoted.has(question);
    if (!(await device.command({ name: "upvote", question_id: question, on }))) return;
    if (on) this.#upvoted.add(question);
    else this.#upvoted.delete(question);
    device.draw();
  }

  #raised(device: Device): boolean {
    const { hands, you } = device.show.snapshot;
    return hands.some((hand) => hand.from.id === you.id);
  }

  #tick(): void {
    const show = this.#device?.show;
    if (show === undefined) return;
    const { running, elapsed_ms } = show.state.timer;
    byId("time").hidden = !running && elapsed_ms === 0;
    byId("time").textContent = clock(show.elapsed);
  }

  #begin(): void {
    byId("react").append(
      ...REACTIONS.map((reaction) => {
        const button = action(`react-${reaction}`, reaction, () => this.#device?.command({ name: "react", reaction }));
        button.ariaLabel = `React with ${reaction}`;
        return button;
      }),
    );
    byId("hand").addEventListener("click", () => {
      const device = this.#device;
      if (device !== undefined) void device.command({ name: this.#raised(device) ? "lower_hand" : "raise_hand" });
    });
    const screen = byId("screen");
    byId("full").hidden = !document.fullscreenEnabled;
    byId("full").addEventListener("click", () => void screen.requestFullscreen());
    const send = (name: "chat" | "ask") => (text: string) => this.#device?.command({ name, text }) ?? Promise.resolve(false);
    line("say", "text", send("chat"));
    line("ask", "question", send("ask"));
    setInterval(() => this.#tick(), 500);
  }
}

void start("stage", new Stage());
