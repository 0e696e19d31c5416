/** The objects of the presentations API. */
import type { ChatMessage, Environment, Pagination, Poll, PresentationCommand, PresentationRole, PresentationSettings, PresentationSnapshot, PresentationState, PresentationStatus, Question } from "./shared.js";

/** What the audience may do. What is left out stays; everything is on at first. */
export interface ChangeSettings {
  /** React. */
  reactions?: boolean;
  /** Raise hands. */
  hands?: boolean;
  /** Write in the chat. */
  chat?: boolean;
  /** Ask questions and vote for them. */
  questions?: boolean;
  /** Vote in polls. */
  polls?: boolean;
  /** Show where they point. */
  cursors?: boolean;
}

/** What is known of the device. */
export interface ClaimPairing {
  /** What people call the device. */
  name?: string;
}

/** A device that may take part. */
export interface ClaimedPairing {
  /** The client token, for the WebSocket `/realtime`. */
  token: string;
  /** A moment, in UTC. RFC 3339. */
  expires_at: string;
  /** Identifies a presentation. Its room is `presentation:` and this. */
  presentation_id: string;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** Identifies a device. */
  device_id: string;
  /**
   * `presenter` may do everything, `controller` may drive and take part, `viewer` may take part as
   * far as the settings let it.
   */
  role: PresentationRole;
  /** What the devices are called that do not name themselves. */
  name: string | null;
}

/** A poll that takes no votes any more. */
export interface ClosedPoll {
  /** Identifies a presentation. Its room is `presentation:` and this. */
  presentation_id: string;
  /** A poll with its votes so far. */
  poll: Poll;
}

/** What came of it. `state` comes with what changes it, the others with what they are about. */
export interface CommandDone {
  /**
   * Grows by one with each change of the state. What is older than what you have seen can be
   * dropped.
   */
  version: number;
  /** All of what is shown now. It stands for itself; nothing needs to be added up. */
  state?: PresentationState;
  /** A poll with its votes so far. */
  poll?: Poll;
  /** A question of the audience. */
  question?: Question;
  /** Something that was said. */
  message?: ChatMessage;
  /**
   * Everything that somebody who joins needs, as of one moment: the last 50 chat messages, the 50
   * most wanted questions, the newest 20 polls and the first 100 raised hands.
   */
  snapshot?: PresentationSnapshot;
}

/** Whom to let in. */
export interface CreatePairing {
  /**
   * `presenter` may do everything, `controller` may drive and take part, `viewer` may take part as
   * far as the settings let it.
   */
  role: PresentationRole;
  /** What people call the device. */
  name?: string;
  /** Seconds the code can be claimed. */
  expires_in?: number;
  /** How many devices can claim it. */
  max_claims?: number;
}

/** A presentation to make. */
export interface CreatePresentation {
  /** What it is called. */
  title: string;
  /** The slides, in order. */
  slides: DefineSlide[];
  /** What the audience may do. What is left out stays; everything is on at first. */
  settings?: ChangeSettings;
}

/** A slide of a deck. */
export interface DefineSlide {
  /** What it is called. */
  title: string;
  /** The speaker's notes, for presenters and controllers only. */
  notes?: string;
  /** How many further clicks the slide takes. */
  steps?: number;
  /** Seconds it is meant to take. */
  duration?: number;
}

/** A device that was paired. */
export interface Device {
  /** Identifies a device. */
  id: string;
  /**
   * `presenter` may do everything, `controller` may drive and take part, `viewer` may take part as
   * far as the settings let it.
   */
  role: PresentationRole;
  /** What the devices are called that do not name themselves. */
  name: string | null;
  /** A moment, in UTC. RFC 3339. */
  paired_at: string;
  /** A moment, in UTC. RFC 3339. */
  expires_at: string;
}

/** A page of devices. */
export interface DevicePage {
  /** The devices. */
  data: Device[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** A page of messages. */
export interface MessagePage {
  /** The messages. */
  data: ChatMessage[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** A code that pairs devices. */
export interface Pairing {
  /** Identifies a pairing. */
  id: string;
  /** What people type, without letters that look like digits. */
  code: string;
  /**
   * `presenter` may do everything, `controller` may drive and take part, `viewer` may take part as
   * far as the settings let it.
   */
  role: PresentationRole;
  /** What the devices are called that do not name themselves. */
  name: string | null;
  /** The page that claims it: the remote, or for viewers the stage. */
  url: string;
  /** The same as a picture. */
  qr: string;
  /** How many devices can claim it. */
  max_claims: number;
  /** A moment, in UTC. RFC 3339. */
  expires_at: string;
}

/** How far a code was claimed. */
export interface PairingStatus {
  /** Identifies a pairing. */
  id: string;
  /**
   * `presenter` may do everything, `controller` may drive and take part, `viewer` may take part as
   * far as the settings let it.
   */
  role: PresentationRole;
  /** What the devices are called that do not name themselves. */
  name: string | null;
  /** How many devices have claimed it. */
  claims: number;
  /** How many devices can claim it. */
  max_claims: number;
  /** A moment, in UTC. RFC 3339. */
  expires_at: string;
}

/** The event `poll.closed`. */
export interface PollClosedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "poll.closed";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A poll that takes no votes any more. */
  data: ClosedPoll;
}

/** A page of polls. */
export interface PollPage {
  /** The polls. */
  data: Poll[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** A presentation. */
export interface Presentation {
  /** Identifies a presentation. Its room is `presentation:` and this. */
  id: string;
  /** What it is called. */
  title: string;
  /** `ready` until somebody starts or drives it, `live` until a presenter ends it, then `ended`. */
  status: PresentationStatus;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** Grows when title, slides or settings change. */
  revision: number;
  /** The slides, in order. */
  slides: Slide[];
  /** What the audience may do. Presenters always may. */
  settings: PresentationSettings;
  /** A moment, in UTC. RFC 3339. */
  created_at: string;
  /** A moment, in UTC. RFC 3339. */
  updated_at: string;
  /** A moment, in UTC; null before it came. RFC 3339. */
  started_at: string | null;
  /** A moment, in UTC; null before it came. RFC 3339. */
  ended_at: string | null;
}

/** The event `presentation.created`. */
export interface PresentationCreatedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "presentation.created";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A presentation without its slides. */
  data: PresentationSummary;
}

/** The event `presentation.deleted`. */
export interface PresentationDeletedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "presentation.deleted";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A presentation without its slides. */
  data: PresentationSummary;
}

/** The event `presentation.ended`. */
export interface PresentationEndedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "presentation.ended";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A presentation without its slides. */
  data: PresentationSummary;
}

/** A page of presentations. */
export interface PresentationPage {
  /** The presentations. */
  data: PresentationSummary[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** The event `presentation.slide-changed`. */
export interface PresentationSlideChangedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "presentation.slide-changed";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** The slide that is shown after another one. */
  data: SlideChange;
}

/** The event `presentation.started`. */
export interface PresentationStartedEvent {
  /** Identifies an event. It is the header `webhook-id` of every attempt to deliver it. */
  id: string;
  /** The event's name. */
  type: "presentation.started";
  /** When it happened. RFC 3339. */
  timestamp: string;
  /** Identifies an application, in small letters, digits and hyphens. */
  app_id: string;
  /** Where the key acts. */
  environment: Environment;
  /** A presentation without its slides. */
  data: PresentationSummary;
}

/** A presentation without its slides. */
export interface PresentationSummary {
  /** Identifies a presentation. Its room is `presentation:` and this. */
  id: string;
  /** What it is called. */
  title: string;
  /** `ready` until somebody starts or drives it, `live` until a presenter ends it, then `ended`. */
  status: PresentationStatus;
  /** How many slides it has. */
  slide_count: number;
  /** A room of the application. Rooms come into being when they are first used. */
  room: string;
  /** A moment, in UTC. RFC 3339. */
  created_at: string;
  /** A moment, in UTC. RFC 3339. */
  updated_at: string;
  /** A moment, in UTC; null before it came. RFC 3339. */
  started_at: string | null;
  /** A moment, in UTC; null before it came. RFC 3339. */
  ended_at: string | null;
}

/** A page of questions. */
export interface QuestionPage {
  /** The questions. */
  data: Question[];
  /** Where this page stands in the whole list. */
  pagination: Pagination;
}

/** What to do. */
export interface SendCommand {
  /**
   * What to do. Which fields go with it depends on `name`.
   *
   * - Driving, for presenters and controllers: `next`, `previous`, `goto` (`slide`, `step`),
   *   `blackout` (`on`), `pointer` (`point`, null takes it away), `timer` (`action`), `annotate`
   *   (`annotation`), `clear` (`slide`, else all). `take` keeps other drivers off, `hand_over`
   *   (`to`, null for nobody) gives that to another. A presenter may take the drive from anybody.
   * - For presenters: `start`, `end`, `create_poll` (`poll`), `open_poll`, `close_poll`
   *   (`poll_id`), `answer` (`question_id`, `text`), `dismiss` (`question_id`), `remove_message`
   *   (`message_id`).
   * - For everybody, as far as the settings let them: `react` (`reaction`), `raise_hand`,
   *   `lower_hand` (`participant`: a presenter may lower another's), `chat` (`text`), `vote`
   *   (`poll_id`, `choices`: places of options, counted from 0), `ask` (`text`), `upvote`
   *   (`question_id`, `on`), `cursor` (`point`).
   * - `state` changes nothing and answers the `snapshot`.
   */
  command: PresentationCommand;
  /**
   * Grows by one with each change of the state. What is older than what you have seen can be
   * dropped.
   */
  version?: number;
}

/** A slide of a deck. */
export interface Slide {
  /** What it is called. */
  title: string;
  /** The speaker's notes, for presenters and controllers only. */
  notes: string;
  /** How many further clicks the slide takes. */
  steps: number;
  /** Seconds it is meant to take. */
  duration: number;
}

/** The slide that is shown after another one. */
export interface SlideChange {
  /** Identifies a presentation. Its room is `presentation:` and this. */
  presentation_id: string;
  /** The version of the state that shows it. */
  version: number;
  /** The slide, counted from 1. */
  slide: number;
  /** How many of its steps are shown. */
  step: number;
  /** The slide that was shown before. */
  previous_slide: number;
  /**
   * Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and a
   * digest for a token without a user, or `server` for an API key.
   */
  changed_by: string;
}

/** What to change. */
export interface UpdateDevice {
  /**
   * `presenter` may do everything, `controller` may drive and take part, `viewer` may take part as
   * far as the settings let it.
   */
  role?: PresentationRole;
  /** What people call the device. */
  name?: string;
}

/** What to change. What is left out stays. */
export interface UpdatePresentation {
  /** What it is called. */
  title?: string;
  /** The slides, in order. */
  slides?: DefineSlide[];
  /** What the audience may do. What is left out stays; everything is on at first. */
  settings?: ChangeSettings;
}
