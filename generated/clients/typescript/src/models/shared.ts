/** The objects of several APIs. */

/** What to do. */
export type CommandName = "next" | "previous" | "goto" | "blackout" | "pointer" | "timer" | "annotate" | "clear" | "take" | "hand_over" | "start" | "end" | "state" | "react" | "raise_hand" | "lower_hand" | "chat" | "remove_message" | "create_poll" | "open_poll" | "close_poll" | "vote" | "ask" | "upvote" | "answer" | "dismiss" | "cursor";

/** Where the key acts. */
export type Environment = "production" | "sandbox";

/**
 * `presenter` may do everything, `controller` may drive and take part, `viewer` may take part as
 * far as the settings let it.
 */
export type PresentationRole = "presenter" | "controller" | "viewer";

/** `ready` until somebody starts or drives it, `live` until a presenter ends it, then `ended`. */
export type PresentationStatus = "ready" | "live" | "ended";

/** Always true. */
export type Success = true;

/** A line that was drawn. */
export interface Annotation {
  /** Counts up, so later lines lie above earlier ones. */
  id: number;
  /** A slide, counted from 1. */
  slide: number;
  /**
   * Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and a
   * digest for a token without a user, or `server` for an API key.
   */
  by: string;
  /** Where it goes along. */
  points: Point[];
  /** A colour as `#rrggbb`. */
  color: string;
  /** As part of the slide's width. */
  width: number;
}

/** Something that was said. */
export interface ChatMessage {
  /** Counts up within the presentation. */
  id: number;
  /** Somebody who takes part. */
  from: Participant;
  /** What was said; empty when it was removed. */
  text: string;
  /** When. RFC 3339. */
  sent_at: string;
  /** Whether a presenter took it away. */
  removed: boolean;
}

/** A poll to put to the audience. */
export interface CreatePoll {
  /** What is asked. */
  question: string;
  /** What can be chosen. */
  options: string[];
  /** Whether several options may be chosen at once. */
  multiple?: boolean;
  /** Whether a vote may be changed while the poll is open. */
  changeable?: boolean;
  /** Whether votes are taken at once. */
  open?: boolean;
}

/** A line to draw on the slide that is shown. */
export interface DrawAnnotation {
  /** Where it goes along. */
  points: Point[];
  /** A colour as `#rrggbb`. */
  color?: string;
  /** As part of the slide's width. */
  width?: number;
}

/** A raised hand. */
export interface Hand {
  /** Somebody who takes part. */
  from: Participant;
  /** When it was raised. RFC 3339. */
  raised_at: string;
}

/** A neighbouring page. */
export interface PageLink {
  /** How the page relates to this one. */
  rel: "self" | "first" | "previous" | "next" | "last";
  /** The page's path and query, the other parameters kept. */
  uri: string;
}

/** Where this page stands in the whole list. */
export interface Pagination {
  /** This page, counted from 1. */
  currentPage: number;
  /** How many items it holds. */
  currentPageItems: number;
  /** How many items a full page holds. */
  pageSize: number;
  /** How many pages there are. */
  pagesTotal: number;
  /** How many items there are on all pages. */
  itemsTotal: number;
  /** The pages next to this one, as far as they exist. */
  links: PageLink[];
}

/** Somebody who takes part. */
export interface Participant {
  /**
   * Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and a
   * digest for a token without a user, or `server` for an API key.
   */
  id: string;
  /** What the device or user is called, if anything. */
  name: string | null;
  /**
   * `presenter` may do everything, `controller` may drive and take part, `viewer` may take part as
   * far as the settings let it.
   */
  role: PresentationRole;
}

/** A place on the slide, from the upper left corner, as parts of its width and height. */
export interface Point {
  /** From left to right. */
  x: number;
  /** From top to bottom. */
  y: number;
}

/** A poll with its votes so far. */
export interface Poll {
  /** Identifies a poll. */
  id: string;
  /** Grows with each change. Drop what is older than what you have seen. */
  version: number;
  /** What is asked. */
  question: string;
  /** What can be chosen. */
  options: string[];
  /** Whether several options may be chosen at once. */
  multiple: boolean;
  /** Whether a vote may be changed while the poll is open. */
  changeable: boolean;
  /** Whether votes are taken. */
  status: "draft" | "open" | "closed";
  /** How many chose each option, in their order. */
  counts: number[];
  /** How many have voted. */
  votes: number;
  /** When it was made. RFC 3339. */
  created_at: string;
}

/**
 * What to do. Which fields go with it depends on `name`.
 *
 * - Driving, for presenters and controllers: `next`, `previous`, `goto` (`slide`, `step`),
 *   `blackout` (`on`), `pointer` (`point`, null takes it away), `timer` (`action`), `annotate`
 *   (`annotation`), `clear` (`slide`, else all). `take` keeps other drivers off, `hand_over`
 *   (`to`, null for nobody) gives that to another. A presenter may take the drive from anybody.
 * - For presenters: `start`, `end`, `create_poll` (`poll`), `open_poll`, `close_poll` (`poll_id`),
 *   `answer` (`question_id`, `text`), `dismiss` (`question_id`), `remove_message` (`message_id`).
 * - For everybody, as far as the settings let them: `react` (`reaction`), `raise_hand`,
 *   `lower_hand` (`participant`: a presenter may lower another's), `chat` (`text`), `vote`
 *   (`poll_id`, `choices`: places of options, counted from 0), `ask` (`text`), `upvote`
 *   (`question_id`, `on`), `cursor` (`point`).
 * - `state` changes nothing and answers the `snapshot`.
 */
export interface PresentationCommand {
  /** What to do. */
  name: CommandName;
  /** A slide, counted from 1. */
  slide?: number;
  /** How many of the slide's extra steps are shown. */
  step?: number;
  /** True unless it is said, for `blackout` and `upvote`. */
  on?: boolean;
  /** Where; null takes it away. */
  point?: Point | null;
  /** What the timer does. */
  action?: "start" | "pause" | "reset";
  /** A line to draw on the slide that is shown. */
  annotation?: DrawAnnotation;
  /** Who drives from now on; null for nobody. */
  to?: string | null;
  /** An emoji, or a short word. */
  reaction?: string;
  /**
   * Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and a
   * digest for a token without a user, or `server` for an API key.
   */
  participant?: string;
  /** What is said. */
  text?: string;
  /** Counts up within the presentation. */
  message_id?: number;
  /** A poll to put to the audience. */
  poll?: CreatePoll;
  /** Identifies a poll. */
  poll_id?: string;
  /** The chosen options' places, counted from 0. */
  choices?: number[];
  /** Identifies a question. */
  question_id?: string;
}

/** What the audience may do. Presenters always may. */
export interface PresentationSettings {
  /** React. */
  reactions: boolean;
  /** Raise hands. */
  hands: boolean;
  /** Write in the chat. */
  chat: boolean;
  /** Ask questions and vote for them. */
  questions: boolean;
  /** Vote in polls. */
  polls: boolean;
  /** Show where they point. */
  cursors: boolean;
}

/**
 * Everything that somebody who joins needs, as of one moment: the last 50 chat messages, the 50
 * most wanted questions, the newest 20 polls and the first 100 raised hands.
 */
export interface PresentationSnapshot {
  /** Identifies a presentation. Its room is `presentation:` and this. */
  presentation_id: string;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** What it is called. */
  title: string;
  /** Grows when title, slides or settings change. */
  revision: number;
  /** What the audience may do. Presenters always may. */
  settings: PresentationSettings;
  /** The slides, in order. */
  slides: ShownSlide[];
  /** All of what is shown now. It stands for itself; nothing needs to be added up. */
  state: PresentationState;
  /** Somebody who takes part. */
  you: Participant;
  /** Who has raised a hand, the first one first. */
  hands: Hand[];
  /** The polls, the newest first. Drafts are for presenters only. */
  polls: Poll[];
  /** The questions that were not dismissed, the most wanted first. */
  questions: Question[];
  /** The chat, the oldest first. */
  messages: ChatMessage[];
  /** Milliseconds since 1970, UTC. */
  server_time: number;
}

/** All of what is shown now. It stands for itself; nothing needs to be added up. */
export interface PresentationState {
  /**
   * Grows by one with each change of the state. What is older than what you have seen can be
   * dropped.
   */
  version: number;
  /** `ready` until somebody starts or drives it, `live` until a presenter ends it, then `ended`. */
  status: PresentationStatus;
  /** A slide, counted from 1. */
  slide: number;
  /** How many of the slide's extra steps are shown. */
  step: number;
  /** Whether the screen is dark. */
  blackout: boolean;
  /** Where the pointer is; null while there is none. */
  pointer: Point | null;
  /**
   * A stopwatch. While it is `running` it shows `elapsed_ms` and what has passed since
   * `started_at`; else `elapsed_ms`.
   */
  timer: PresentationTimer;
  /** The lines on all slides, at most 64 with 2000 points. */
  annotations: Annotation[];
  /** Who drives and keeps others from it; null while everybody with the role may. */
  driver: string | null;
}

/**
 * A stopwatch. While it is `running` it shows `elapsed_ms` and what has passed since `started_at`;
 * else `elapsed_ms`.
 */
export interface PresentationTimer {
  /** Whether it runs. */
  running: boolean;
  /** Since when it runs, in milliseconds since 1970; null while it does not. */
  started_at: number | null;
  /** Milliseconds it had run before. */
  elapsed_ms: number;
}

/** A question of the audience. */
export interface Question {
  /** Identifies a question. */
  id: string;
  /** Grows with each change. Drop what is older than what you have seen. */
  version: number;
  /** Somebody who takes part. */
  from: Participant;
  /** What is asked. */
  text: string;
  /** How many want to know it too. */
  upvotes: number;
  /** What became of it. */
  status: "open" | "answered" | "dismissed";
  /** The answer, if it was written. */
  answer: string | null;
  /** When. RFC 3339. */
  asked_at: string;
}

/** A slide as a participant may see it. */
export interface ShownSlide {
  /** What it is called. */
  title: string;
  /** How many of the slide's extra steps are shown. */
  steps: number;
  /** Seconds it is meant to take. Presenters and controllers see it. */
  duration?: number;
  /** The speaker's notes. Presenters and controllers see them. */
  notes?: string;
}
