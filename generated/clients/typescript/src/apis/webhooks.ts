import type {
  CreateWebhook,
  Delivery,
  DeliveryAnswer,
  DeliveryDetailAnswer,
  DeliveryPage,
  DeliveryStatus,
  EventTypes,
  ReplayDeliveries,
  Replayed,
  RotateWebhookSecret,
  UpdateWebhook,
  Webhook,
  WebhookAnswer,
  WebhookPage,
  WebhookWithSecret,
} from "../models.js";
import { segment, walk } from "../transport.js";
import type { RequestOptions, Transport } from "../transport.js";

/** The parameters of `listWebhooks`. */
export interface ListWebhooksParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** The application. Admin keys must name it; an application key may, if it is its own. */
  appId?: string | undefined;
}

/** The parameters of `listDeliveries`. */
export interface ListDeliveriesParameters {
  /** Which page to answer, counted from 1. Default: 1. */
  currentPage?: number | undefined;
  /** How many items a page holds. It wins over `limit`. Default: 25. */
  pageSize?: number | undefined;
  /** Another name for `pageSize`. */
  limit?: number | undefined;
  /** Events of this name only. */
  event?: string | undefined;
  /** Deliveries that stand so only. */
  status?: DeliveryStatus | undefined;
  /** The delivery of this event. */
  eventId?: string | undefined;
}

/** Events sent to an application's own servers, signed, until they arrive. */
export class WebhooksApi {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * List webhooks.
   *
   * The application's webhooks of the key's environment, newest first, never their secrets.
   *
   * Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.
   */
  async listWebhooks(parameters: ListWebhooksParameters = {}, options: RequestOptions = {}): Promise<WebhookPage> {
    return this.#transport.send<WebhookPage>(
      {
        method: "GET",
        path: "/api/webhooks",
        query: [
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
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
   * Every item of `listWebhooks`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listWebhooksAll(parameters: ListWebhooksParameters = {}, options: RequestOptions = {}): AsyncGenerator<Webhook, void, undefined> {
    return walk(
      (currentPage) => this.listWebhooks({ ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Register a webhook.
   *
   * Sends the named events to `url` from now on. Leave `secret` out to have one made. The key to
   * verify with is shown this once, as `secret`. An address that is refused answers `400`.
   *
   * Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
   */
  async createWebhook(body: CreateWebhook, options: RequestOptions = {}): Promise<WebhookWithSecret> {
    return this.#transport.send<WebhookWithSecret>(
      {
        method: "POST",
        path: "/api/webhooks",
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
   * Get a webhook.
   *
   * The webhook and how its address does, without its secret. Another application's answers
   * `404`.
   *
   * Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   */
  async getWebhook(webhookId: string, options: RequestOptions = {}): Promise<WebhookAnswer> {
    return this.#transport.send<WebhookAnswer>(
      {
        method: "GET",
        path: `/api/webhooks/${segment("webhookId", webhookId)}`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Delete a webhook.
   *
   * Ends the webhook with its deliveries; what waits is not sent any more.
   *
   * Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   */
  async deleteWebhook(webhookId: string, options: RequestOptions = {}): Promise<void> {
    return this.#transport.send<void>(
      {
        method: "DELETE",
        path: `/api/webhooks/${segment("webhookId", webhookId)}`,
        read: "none",
        accept: "*/*",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Update a webhook.
   *
   * Changes the fields that are sent; the others stay. Deliveries that wait go to the new
   * address, and how long the old one has failed is forgotten. `enabled` does what enabling and
   * disabling do.
   *
   * Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   */
  async updateWebhook(webhookId: string, body: UpdateWebhook, options: RequestOptions = {}): Promise<WebhookAnswer> {
    return this.#transport.send<WebhookAnswer>(
      {
        method: "PATCH",
        path: `/api/webhooks/${segment("webhookId", webhookId)}`,
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
   * Enable a webhook.
   *
   * Sends events again, first those that were held while it was disabled, oldest first. Forgets
   * how long the address has failed.
   *
   * Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   */
  async enableWebhook(webhookId: string, options: RequestOptions = {}): Promise<WebhookAnswer> {
    return this.#transport.send<WebhookAnswer>(
      {
        method: "POST",
        path: `/api/webhooks/${segment("webhookId", webhookId)}/enable`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Disable a webhook.
   *
   * Stops sending. Events are held as not delivered, for seven days, and can be sent later.
   *
   * Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   */
  async disableWebhook(webhookId: string, options: RequestOptions = {}): Promise<WebhookAnswer> {
    return this.#transport.send<WebhookAnswer>(
      {
        method: "POST",
        path: `/api/webhooks/${segment("webhookId", webhookId)}/disable`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Rotate the secret.
   *
   * Gives the webhook a new secret, `secret` or a made one, and shows its key this once. For
   * `grace_period` seconds deliveries are signed with the old one too. An earlier one that still
   * was is dropped.
   *
   * Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   */
  async rotateWebhookSecret(webhookId: string, body: RotateWebhookSecret, options: RequestOptions = {}): Promise<WebhookWithSecret> {
    return this.#transport.send<WebhookWithSecret>(
      {
        method: "POST",
        path: `/api/webhooks/${segment("webhookId", webhookId)}/rotate-secret`,
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
   * Send a test event.
   *
   * Sends the event `webhook.test` to this webhook alone, whatever it subscribes. The delivery
   * tells what became of it. A disabled webhook answers `409`.
   *
   * Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   */
  async testWebhook(webhookId: string, options: RequestOptions = {}): Promise<DeliveryAnswer> {
    return this.#transport.send<DeliveryAnswer>(
      {
        method: "POST",
        path: `/api/webhooks/${segment("webhookId", webhookId)}/test`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Send a range again.
   *
   * Sends again what was or should have been sent to this webhook in a span of time, oldest
   * first: up to 1000 at a time. `more` tells that there are others; `next_since` is where they
   * begin. What is under way is left alone.
   *
   * Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   */
  async replayDeliveries(webhookId: string, body: ReplayDeliveries, options: RequestOptions = {}): Promise<Replayed> {
    return this.#transport.send<Replayed>(
      {
        method: "POST",
        path: `/api/webhooks/${segment("webhookId", webhookId)}/replay`,
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
   * List deliveries.
   *
   * What was sent to the webhook or waits to be, newest first.
   *
   * Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   */
  async listDeliveries(webhookId: string, parameters: ListDeliveriesParameters = {}, options: RequestOptions = {}): Promise<DeliveryPage> {
    return this.#transport.send<DeliveryPage>(
      {
        method: "GET",
        path: `/api/webhooks/${segment("webhookId", webhookId)}/deliveries`,
        query: [
          ["currentPage", parameters.currentPage],
          ["pageSize", parameters.pageSize],
          ["limit", parameters.limit],
          ["event", parameters.event],
          ["status", parameters.status],
          ["event_id", parameters.eventId],
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
   * Every item of `listDeliveries`, page after page, read as you go.
   *
   * Takes the same parameters; `currentPage` is where it starts.
   */
  listDeliveriesAll(webhookId: string, parameters: ListDeliveriesParameters = {}, options: RequestOptions = {}): AsyncGenerator<Delivery, void, undefined> {
    return walk(
      (currentPage) => this.listDeliveries(webhookId, { ...parameters, currentPage }, options),
      (page) => page.data,
      parameters.currentPage,
    );
  }

  /**
   * Get a delivery.
   *
   * The delivery with the body that is sent and all its attempts: the headers that were sent,
   * the answer's status, its first 4096 bytes and how long it took.
   *
   * Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   * @param deliveryId The delivery's id.
   */
  async getDelivery(webhookId: string, deliveryId: string, options: RequestOptions = {}): Promise<DeliveryDetailAnswer> {
    return this.#transport.send<DeliveryDetailAnswer>(
      {
        method: "GET",
        path: `/api/webhooks/${segment("webhookId", webhookId)}/deliveries/${segment("deliveryId", deliveryId)}`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * Send again.
   *
   * Sends the event of this delivery again, at once, with a whole new set of tries. One that is
   * under way already, or a disabled webhook's, answers `409`.
   *
   * Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
   *
   * @param webhookId The webhook's id.
   * @param deliveryId The delivery's id.
   */
  async redeliverDelivery(webhookId: string, deliveryId: string, options: RequestOptions = {}): Promise<DeliveryAnswer> {
    return this.#transport.send<DeliveryAnswer>(
      {
        method: "POST",
        path: `/api/webhooks/${segment("webhookId", webhookId)}/deliveries/${segment("deliveryId", deliveryId)}/redeliver`,
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }

  /**
   * List event types.
   *
   * The events that this server sends by itself, by name, each with the JSON Schema of its body
   * and an example.
   *
   * Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.
   */
  async listEventTypes(options: RequestOptions = {}): Promise<EventTypes> {
    return this.#transport.send<EventTypes>(
      {
        method: "GET",
        path: "/api/webhook-events",
        read: "json",
        accept: "application/json",
        keyHeader: "Authorization",
        keyPrefix: "Bearer ",
      },
      options,
    );
  }
}
