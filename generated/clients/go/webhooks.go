package stagewire

import (
	"context"
	"iter"
	"net/url"
)

// WebhooksService: Events sent to an application's own servers, signed, until they arrive.
type WebhooksService struct {
	transport *transport
}

// ListWebhooksParams are the parameters of ListWebhooks.
type ListWebhooksParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *ListWebhooksParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addString(query, "app_id", p.AppID)
	return query
}

// ListWebhooks: list webhooks.
//
// The application's webhooks of the key's environment, newest first, never their secrets.
//
// Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) ListWebhooks(ctx context.Context, params *ListWebhooksParams, opts ...RequestOption) (*WebhookPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/webhooks",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*WebhookPage](ctx, s.transport, call, opts)
}

// ListWebhooksAll walks every item of ListWebhooks, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *WebhooksService) ListWebhooksAll(ctx context.Context, params *ListWebhooksParams, opts ...RequestOption) iter.Seq2[Webhook, error] {
	var asked ListWebhooksParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*WebhookPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListWebhooks(ctx, &page, opts...)
		},
		func(page *WebhookPage) ([]Webhook, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// CreateWebhook: register a webhook.
//
// Sends the named events to `url` from now on. Leave `secret` out to have one made. The key to
// verify with is shown this once, as `secret`. An address that is refused answers `400`.
//
// Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) CreateWebhook(ctx context.Context, body CreateWebhook, opts ...RequestOption) (*WebhookWithSecret, error) {
	call := call{
		method:     "POST",
		path:       "/api/webhooks",
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*WebhookWithSecret](ctx, s.transport, call, opts)
}

// GetWebhook: get a webhook.
//
// The webhook and how its address does, without its secret. Another application's answers `404`.
//
// Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) GetWebhook(ctx context.Context, webhookID string, opts ...RequestOption) (*WebhookAnswer, error) {
	call := call{
		method:    "GET",
		path:      "/api/webhooks/" + segment(webhookID),
		segments:  []string{webhookID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*WebhookAnswer](ctx, s.transport, call, opts)
}

// DeleteWebhook: delete a webhook.
//
// Ends the webhook with its deliveries; what waits is not sent any more.
//
// Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) DeleteWebhook(ctx context.Context, webhookID string, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/webhooks/" + segment(webhookID),
		segments:  []string{webhookID},
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// UpdateWebhook: update a webhook.
//
// Changes the fields that are sent; the others stay. Deliveries that wait go to the new address,
// and how long the old one has failed is forgotten. `enabled` does what enabling and disabling do.
//
// Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) UpdateWebhook(ctx context.Context, webhookID string, body UpdateWebhook, opts ...RequestOption) (*WebhookAnswer, error) {
	call := call{
		method:    "PATCH",
		path:      "/api/webhooks/" + segment(webhookID),
		segments:  []string{webhookID},
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*WebhookAnswer](ctx, s.transport, call, opts)
}

// EnableWebhook: enable a webhook.
//
// Sends events again, first those that were held while it was disabled, oldest first. Forgets how
// long the address has failed.
//
// Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) EnableWebhook(ctx context.Context, webhookID string, opts ...RequestOption) (*WebhookAnswer, error) {
	call := call{
		method:    "POST",
		path:      "/api/webhooks/" + segment(webhookID) + "/enable",
		segments:  []string{webhookID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*WebhookAnswer](ctx, s.transport, call, opts)
}

// DisableWebhook: disable a webhook.
//
// Stops sending. Events are held as not delivered, for seven days, and can be sent later.
//
// Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) DisableWebhook(ctx context.Context, webhookID string, opts ...RequestOption) (*WebhookAnswer, error) {
	call := call{
		method:    "POST",
		path:      "/api/webhooks/" + segment(webhookID) + "/disable",
		segments:  []string{webhookID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*WebhookAnswer](ctx, s.transport, call, opts)
}

// RotateWebhookSecret: rotate the secret.
//
// Gives the webhook a new secret, `secret` or a made one, and shows its key this once. For
// `grace_period` seconds deliveries are signed with the old one too. An earlier one that still was
// is dropped.
//
// Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) RotateWebhookSecret(ctx context.Context, webhookID string, body RotateWebhookSecret, opts ...RequestOption) (*WebhookWithSecret, error) {
	call := call{
		method:     "POST",
		path:       "/api/webhooks/" + segment(webhookID) + "/rotate-secret",
		segments:   []string{webhookID},
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*WebhookWithSecret](ctx, s.transport, call, opts)
}

// TestWebhook: send a test event.
//
// Sends the event `webhook.test` to this webhook alone, whatever it subscribes. The delivery tells
// what became of it. A disabled webhook answers `409`.
//
// Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) TestWebhook(ctx context.Context, webhookID string, opts ...RequestOption) (*DeliveryAnswer, error) {
	call := call{
		method:    "POST",
		path:      "/api/webhooks/" + segment(webhookID) + "/test",
		segments:  []string{webhookID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*DeliveryAnswer](ctx, s.transport, call, opts)
}

// ReplayDeliveries: send a range again.
//
// Sends again what was or should have been sent to this webhook in a span of time, oldest first:
// up to 1000 at a time. `more` tells that there are others; `next_since` is where they begin. What
// is under way is left alone.
//
// Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) ReplayDeliveries(ctx context.Context, webhookID string, body ReplayDeliveries, opts ...RequestOption) (*Replayed, error) {
	call := call{
		method:     "POST",
		path:       "/api/webhooks/" + segment(webhookID) + "/replay",
		segments:   []string{webhookID},
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*Replayed](ctx, s.transport, call, opts)
}

// ListDeliveriesParams are the parameters of ListDeliveries.
type ListDeliveriesParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// Events of this name only.
	Event *string

	// Deliveries that stand so only.
	Status *DeliveryStatus

	// The delivery of this event.
	EventID *string
}

func (p *ListDeliveriesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addString(query, "event", p.Event)
	addString(query, "status", p.Status)
	addString(query, "event_id", p.EventID)
	return query
}

// ListDeliveries: list deliveries.
//
// What was sent to the webhook or waits to be, newest first.
//
// Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) ListDeliveries(ctx context.Context, webhookID string, params *ListDeliveriesParams, opts ...RequestOption) (*DeliveryPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/webhooks/" + segment(webhookID) + "/deliveries",
		segments:  []string{webhookID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*DeliveryPage](ctx, s.transport, call, opts)
}

// ListDeliveriesAll walks every item of ListDeliveries, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *WebhooksService) ListDeliveriesAll(ctx context.Context, webhookID string, params *ListDeliveriesParams, opts ...RequestOption) iter.Seq2[Delivery, error] {
	var asked ListDeliveriesParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*DeliveryPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListDeliveries(ctx, webhookID, &page, opts...)
		},
		func(page *DeliveryPage) ([]Delivery, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// GetDelivery: get a delivery.
//
// The delivery with the body that is sent and all its attempts: the headers that were sent, the
// answer's status, its first 4096 bytes and how long it took.
//
// Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) GetDelivery(ctx context.Context, webhookID string, deliveryID string, opts ...RequestOption) (*DeliveryDetailAnswer, error) {
	call := call{
		method:    "GET",
		path:      "/api/webhooks/" + segment(webhookID) + "/deliveries/" + segment(deliveryID),
		segments:  []string{webhookID, deliveryID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*DeliveryDetailAnswer](ctx, s.transport, call, opts)
}

// RedeliverDelivery: send again.
//
// Sends the event of this delivery again, at once, with a whole new set of tries. One that is
// under way already, or a disabled webhook's, answers `409`.
//
// Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) RedeliverDelivery(ctx context.Context, webhookID string, deliveryID string, opts ...RequestOption) (*DeliveryAnswer, error) {
	call := call{
		method:    "POST",
		path:      "/api/webhooks/" + segment(webhookID) + "/deliveries/" + segment(deliveryID) + "/redeliver",
		segments:  []string{webhookID, deliveryID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*DeliveryAnswer](ctx, s.transport, call, opts)
}

// ListEventTypes: list event types.
//
// The events that this server sends by itself, by name, each with the JSON Schema of its body and
// an example.
//
// Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.
func (s *WebhooksService) ListEventTypes(ctx context.Context, opts ...RequestOption) (*EventTypes, error) {
	call := call{
		method:    "GET",
		path:      "/api/webhook-events",
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*EventTypes](ctx, s.transport, call, opts)
}
