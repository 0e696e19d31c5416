/** What remote and stage show alike: polls, questions, chat, flying reactions. */
import type { ChatMessage, Participant, Poll, Question } from "../client/index.js";
import type { Device } from "./device.js";
import { byId, element, list } from "./dom.js";

/** A button that sends something; it waits until that is answered. */
export function action(name: string, label: string, run: () => Promise<unknown> | void): HTMLButtonElement {
  const button = element("button", { type: "button", textContent: label });
  button.dataset["name"] = name;
  button.addEventListener("click", () => void busy(button, run));
  return button;
}

async function busy(button: HTMLButtonElement, run: () => Promise<unknown> | void): Promise<void> {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  try {
    await run();
  } finally {
    button.ariaBusy = null;
  }
}

export function nameOf(who: Participant): string {
  return who.name ?? (who.role === "viewer" ? "Somebody" : `A ${who.role}`);
}

/** A form with one line of text: sends it and empties the line once it is taken. */
export function line(form: string, field: string, send: (text: string) => Promise<boolean>): void {
  const input = byId<HTMLInputElement>(field);
  byId<HTMLFormElement>(form).addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === "") return;
    void send(text).then((taken) => {
      if (taken) input.value = "";
    });
  });
}

/** `upvoted` says whether this device wants to know too: as with polls, no part of a question. */
export function drawQuestions(device: Device, upvoted: (question: Question) => boolean,
  actions: (question: Question, upvoted: boolean) => HTMLElement[]): void {
  const marked = device.show.snapshot.questions.map((question) => ({ question, upvoted: upvoted(question) }));
  list(byId("questions"), marked, (one) => one.question.id, ({ question, upvoted: mine }) => {
    const made = element("li", { className: question.status === "open" ? "" : "done" },
      element("div", { textContent: question.text }),
      element("div", { className: "by", textContent: `${nameOf(question.from)} · ${votes(question.upvotes)}` }));
    if (question.answer !== null) made.append(element("div", { textContent: `→ ${question.answer}` }));
    else if (question.status === "answered") made.append(element("div", { className: "by", textContent: "Answered" }));
    if (question.status === "open") made.append(...row(actions(question, mine)));
    return made;
  });
}

export function drawChat(device: Device, actions: (message: ChatMessage) => HTMLElement[]): void {
  const place = byId("chat");
  const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 40;
  const kept = device.show.snapshot.messages.filter((message) => !message.removed);
  list(place, kept, (one) => String(one.id), (message) =>
    element("li", {}, element("div", { className: "by", textContent: nameOf(message.from) }),
      element("div", { textContent: message.text }), ...row(actions(message))));
  if (atEnd) place.scrollTop = place.scrollHeight;
}

/** `choose` is what a press on an option does; without it the options are read only. */
export function drawPolls(polls: readonly Poll[], choose: ((poll: Poll, place: number) => Promise<unknown>) | undefined,
  chosen: (poll: Poll) => readonly number[], actions: (poll: Poll) => HTMLElement[]): void {
  // What this device chose is no part of a poll, but part of how it looks.
  const marked = polls.map((poll) => ({ poll, chosen: chosen(poll) }));
  list(byId("polls"), marked, (one) => one.poll.id, ({ poll, chosen: mine }) => {
    const options = poll.options.map((option, place) => {
      const count = poll.counts[place] ?? 0;
      const button = action(`option-${place}`, "", () => choose?.(poll, place).then(() => undefined));
      const bar = element("progress", { max: Math.max(1, poll.votes), value: count });
      bar.setAttribute("aria-hidden", "true");
      button.append(bar, element("span", { textContent: option }), element("span", { textContent: String(count) }));
      button.ariaPressed = String(mine.includes(place));
      button.disabled = choose === undefined || poll.status !== "open";
      return button;
    });
    const state = poll.status === "open" ? "" : ` · ${poll.status}`;
    return element("li", {}, element("strong", { textContent: poll.question }),
      element("div", { className: "options" }, ...options),
      element("div", { className: "by", textContent: `${poll.votes} ${poll.votes === 1 ? "vote" : "votes"}${state}` }),
      ...row(actions(poll)));
  });
}

function row(actions: HTMLElement[]): HTMLElement[] {
  return actions.length > 0 ? [element("div", { className: "actions" }, ...actions)] : [];
}

function votes(count: number): string {
  return count === 1 ? "1 upvote" : `${count} upvotes`;
}

/** A reaction that rises and goes. */
export function fly(reaction: string): void {
  const place = byId("reactions");
  if (place.children.length > 40) return;
  const made = element("span", { textContent: reaction });
  made.style.left = `${Math.round(Math.random() * 80)}%`;
  made.addEventListener("animationend", () => made.remove());
  place.append(made);
}
