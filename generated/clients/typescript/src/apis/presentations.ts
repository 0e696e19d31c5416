import type {
  ChatMessage,
  ClaimPairing,
  ClaimedPairing,
  CommandDone,
  CreatePairing,
  CreatePresentation,
  Device,
  DevicePage,
  MessagePage,
  Pairing,
  PairingStatus,
  Poll,
  PollPage,
  Presentation,
  PresentationPage,
  PresentationRole,
  PresentationState,
  PresentationStatus,
  PresentationSummary,
  Question,
  QuestionPage,
  SendCommand,
  UpdateDevice,
  UpdatePresentation,
} from "../models.js";
import { segment, walk } from "../transport.js";
import type { RequestOptions, Transport } from "../transport.js";

/** The parameters of `listPresentations`. */
export interface ListPresentationsParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** Only presentations in this status. */
  status?: PresentationStatus | undefined;
}

/** The parameters of `createPresentation`. */
export interface CreatePresentationParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `getPresentation`. */
export interface GetPresentationParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `deletePresentation`. */
export interface DeletePresentationParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `updatePresentation`. */
export interface UpdatePresentationParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `getPresentationState`. */
export interface GetPresentationStateParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `sendCommand`. */
export interface SendCommandParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `createPairing`. */
export interface CreatePairingParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `getPairing`. */
export interface GetPairingParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `revokePairing`. */
export interface RevokePairingParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `listDevices`. */
export interface ListDevicesParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** Only devices with this role. */
  role?: PresentationRole | undefined;
}

/** The parameters of `getDevice`. */
export interface GetDeviceParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `removeDevice`. */
export interface RemoveDeviceParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `updateDevice`. */
export interface UpdateDeviceParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `listPolls`. */
export interface ListPollsParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
}

/** The parameters of `listQuestions`. */
export interface ListQuestionsParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** Only questions in this status. */
  status?: "open" | "answered" | "dismissed" | undefined;
}

/** The parameters of `listMessages`. */
export interface ListMessagesParameters {
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
}

/** Presentations that phones drive and audiences join. */
export class PresentationsApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * List presentations.
   *
   * The application's presentations, the newest first, without their slides.
   *
   * Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
   */
  async listPresentations(parameters: ListPresentationsParameters = {}, options: RequestOptions = {}): Promise<PresentationPage> {
    return this.#transport.send<PresentationPage>(
      {
        method: "GET",
        path: "/api/presentations",
        query: [
          ["app_id", parameters.appId],
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
          ["status", parameters.status],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listPresentations`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listPresentationsAll(parameters: ListPresentationsParameters = {}, options: RequestOptions = {}): AsyncGenerator<PresentationSummary, void, undefined> {
    return walk(
      (currentPage) => this.listPresentations({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Create a presentation.
   *
   * Makes a presentation of a deck: at most 300 slides with 256 KiB in all. Everything is
   * switched on for the audience unless the settings say otherwise.
   *
   * Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
   */
  async createPresentation(body: CreatePresentation, parameters: CreatePresentationParameters = {}, options: RequestOptions = {}): Promise<Presentation> {
    return this.#transport.send<Presentation>(
      {
        method: "POST",
        path: "/api/presentations",
        query: [
          ["app_id", parameters.appId],
        ],
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
        idempotent: true,
      },
      options,
    );
  }

  /**
   * Get a presentation.
   *
   * The presentation with its slides, their notes and its settings.
   *
   * Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   */
  async getPresentation(presentationId: string, parameters: GetPresentationParameters = {}, options: RequestOptions = {}): Promise<Presentation> {
    return this.#transport.send<Presentation>(
      {
        method: "GET",
        path: `/api/presentations/${segment("presentationId", presentationId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Delete a presentation.
   *
   * Deletes it with its pairings, devices, polls, questions and chat. Its room is closed, and
   * its devices can do nothing any more.
   *
   * Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   */
  async deletePresentation(presentationId: string, parameters: DeletePresentationParameters = {}, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/presentations/${segment("presentationId", presentationId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Change a presentation.
   *
   * Changes title, slides (as a whole) or settings. Those who take part are told `deck` and ask
   * for `state`. If the slide that is shown is gone, the last one is shown.
   *
   * Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   */
  async updatePresentation(presentationId: string, body: UpdatePresentation, parameters: UpdatePresentationParameters = {}, options: RequestOptions = {}): Promise<Presentation> {
    return this.#transport.send<Presentation>(
      {
        method: "PATCH",
        path: `/api/presentations/${segment("presentationId", presentationId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Get what is shown.
   *
   * The state as of now. To follow it, subscribe to the presentation's room on the WebSocket.
   *
   * Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   */
  async getPresentationState(presentationId: string, parameters: GetPresentationStateParameters = {}, options: RequestOptions = {}): Promise<PresentationState> {
    return this.#transport.send<PresentationState>(
      {
        method: "GET",
        path: `/api/presentations/${segment("presentationId", presentationId)}/state`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Send a command.
   *
   * Does what a device does with `command` on the WebSocket, as a presenter with the id
   * `server`. `409` says that the state was changed since `version`, that somebody else drives,
   * that the presentation has ended, or that a poll takes no such vote: read the state and try
   * again. 600 commands a minute for each key.
   *
   * Needs the scope `presentations:write`. Limited to 600 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   */
  async sendCommand(presentationId: string, body: SendCommand, parameters: SendCommandParameters = {}, options: RequestOptions = {}): Promise<CommandDone> {
    return this.#transport.send<CommandDone>(
      {
        method: "POST",
        path: `/api/presentations/${segment("presentationId", presentationId)}/commands`,
        query: [
          ["app_id", parameters.appId],
        ],
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
        idempotent: true,
      },
      options,
    );
  }

  /**
   * Let devices pair.
   *
   * Makes a short code that devices claim to get a role. Show `code` to be typed at `url`, or
   * `url` as the picture at `qr`. It works for `expires_in` seconds and `max_claims` devices.
   * The code is answered this once: the server keeps a digest.
   *
   * Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   */
  async createPairing(presentationId: string, body: CreatePairing, parameters: CreatePairingParameters = {}, options: RequestOptions = {}): Promise<Pairing> {
    return this.#transport.send<Pairing>(
      {
        method: "POST",
        path: `/api/presentations/${segment("presentationId", presentationId)}/pairings`,
        query: [
          ["app_id", parameters.appId],
        ],
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
        idempotent: true,
      },
      options,
    );
  }

  /**
   * Get a pairing.
   *
   * How many devices have claimed it so far, without its code. A revoked one answers `404`.
   *
   * Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   * @param pairingId The pairing's id.
   */
  async getPairing(presentationId: string, pairingId: string, parameters: GetPairingParameters = {}, options: RequestOptions = {}): Promise<PairingStatus> {
    return this.#transport.send<PairingStatus>(
      {
        method: "GET",
        path: `/api/presentations/${segment("presentationId", presentationId)}/pairings/${segment("pairingId", pairingId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Revoke a pairing.
   *
   * The code pairs nobody any more. Devices that claimed it stay.
   *
   * Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   * @param pairingId The pairing's id.
   */
  async revokePairing(presentationId: string, pairingId: string, parameters: RevokePairingParameters = {}, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/presentations/${segment("presentationId", presentationId)}/pairings/${segment("pairingId", pairingId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * List devices.
   *
   * The devices that were paired and whose tokens still hold, the newest first.
   *
   * Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   */
  async listDevices(presentationId: string, parameters: ListDevicesParameters = {}, options: RequestOptions = {}): Promise<DevicePage> {
    return this.#transport.send<DevicePage>(
      {
        method: "GET",
        path: `/api/presentations/${segment("presentationId", presentationId)}/devices`,
        query: [
          ["app_id", parameters.appId],
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
          ["role", parameters.role],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listDevices`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listDevicesAll(presentationId: string, parameters: ListDevicesParameters = {}, options: RequestOptions = {}): AsyncGenerator<Device, void, undefined> {
    return walk(
      (currentPage) => this.listDevices(presentationId, { ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Get a device.
   *
   * A device that was paired and was not removed.
   *
   * Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   * @param deviceId The device's id.
   */
  async getDevice(presentationId: string, deviceId: string, parameters: GetDeviceParameters = {}, options: RequestOptions = {}): Promise<Device> {
    return this.#transport.send<Device>(
      {
        method: "GET",
        path: `/api/presentations/${segment("presentationId", presentationId)}/devices/${segment("deviceId", deviceId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Remove a device.
   *
   * Its token stops at once: its connections are closed with the code 4006, it is kept from
   * coming back, and its commands are refused.
   *
   * Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   * @param deviceId The device's id.
   */
  async removeDevice(presentationId: string, deviceId: string, parameters: RemoveDeviceParameters = {}, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/presentations/${segment("presentationId", presentationId)}/devices/${segment("deviceId", deviceId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Change a device's role or name.
   *
   * The new role counts from the next command on; the device is told `device` in the room. Who
   * drives and becomes a viewer does not drive any more.
   *
   * Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   * @param deviceId The device's id.
   */
  async updateDevice(presentationId: string, deviceId: string, body: UpdateDevice, parameters: UpdateDeviceParameters = {}, options: RequestOptions = {}): Promise<Device> {
    return this.#transport.send<Device>(
      {
        method: "PATCH",
        path: `/api/presentations/${segment("presentationId", presentationId)}/devices/${segment("deviceId", deviceId)}`,
        query: [
          ["app_id", parameters.appId],
        ],
        body,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * List polls.
   *
   * The polls with their votes so far, the newest first.
   *
   * Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   */
  async listPolls(presentationId: string, parameters: ListPollsParameters = {}, options: RequestOptions = {}): Promise<PollPage> {
    return this.#transport.send<PollPage>(
      {
        method: "GET",
        path: `/api/presentations/${segment("presentationId", presentationId)}/polls`,
        query: [
          ["app_id", parameters.appId],
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listPolls`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listPollsAll(presentationId: string, parameters: ListPollsParameters = {}, options: RequestOptions = {}): AsyncGenerator<Poll, void, undefined> {
    return walk(
      (currentPage) => this.listPolls(presentationId, { ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * List questions.
   *
   * The audience's questions, the most wanted first.
   *
   * Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   */
  async listQuestions(presentationId: string, parameters: ListQuestionsParameters = {}, options: RequestOptions = {}): Promise<QuestionPage> {
    return this.#transport.send<QuestionPage>(
      {
        method: "GET",
        path: `/api/presentations/${segment("presentationId", presentationId)}/questions`,
        query: [
          ["app_id", parameters.appId],
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
          ["status", parameters.status],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listQuestions`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listQuestionsAll(presentationId: string, parameters: ListQuestionsParameters = {}, options: RequestOptions = {}): AsyncGenerator<Question, void, undefined> {
    return walk(
      (currentPage) => this.listQuestions(presentationId, { ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * List chat messages.
   *
   * The chat, the newest message first. The last 1000 messages are kept.
   *
   * Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
   *
   * @param presentationId The presentation's id.
   */
  async listMessages(presentationId: string, parameters: ListMessagesParameters = {}, options: RequestOptions = {}): Promise<MessagePage> {
    return this.#transport.send<MessagePage>(
      {
        method: "GET",
        path: `/api/presentations/${segment("presentationId", presentationId)}/messages`,
        query: [
          ["app_id", parameters.appId],
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
        ],
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Every item of `listMessages`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listMessagesAll(presentationId: string, parameters: ListMessagesParameters = {}, options: RequestOptions = {}): AsyncGenerator<ChatMessage, void, undefined> {
    return walk(
      (currentPage) => this.listMessages(presentationId, { ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Pair a device.
   *
   * Takes one of the code's claims and answers the device's client token. It needs no key: who
   * knows the code may. `404` says that there is no such code, `410` that it has expired, is
   * used up or was revoked. 20 wrong codes a minute block the address.
   *
   * Needs no API key. Limited to 600 requests per minute and IP address.
   *
   * @param code The code as it was shown, eight letters and digits. Small letters and a missing
   * hyphen are fine, and O, I and L are read as 0 and 1.
   */
  async claimPairing(code: string, body: ClaimPairing, options: RequestOptions = {}): Promise<ClaimedPairing> {
    return this.#transport.send<ClaimedPairing>(
      {
        method: "POST",
        path: `/api/pairings/${segment("code", code)}/claim`,
        body,
        read: "json",
        accept: "application/json",
      },
      options,
    );
  }

  /**
   * Get a pairing's QR code.
   *
   * The pairing's `url` as a QR code (ISO/IEC 18004) in SVG, to be shown as a picture. It takes
   * no claim and needs no key.
   *
   * Needs no API key. Limited to 600 requests per minute and IP address.
   *
   * @param code The code as it was shown, eight letters and digits. Small letters and a missing
   * hyphen are fine, and O, I and L are read as 0 and 1.
   */
  async getPairingQr(code: string, options: RequestOptions = {}): Promise<Uint8Array> {
    return this.#transport.send<Uint8Array>(
      {
        method: "GET",
        path: `/api/pairings/${segment("code", code)}/qr`,
        read: "bytes",
        accept: "image/svg+xml",
      },
      options,
    );
  }
}
