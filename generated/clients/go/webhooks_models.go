package stagewire

import "time"

// DeliveryStatus: `pending`: it waits for its next try; `failed`: every try was used up, or the
// server's operator cancelled it; `held`: the webhook was disabled.
type DeliveryStatus string

// Values of DeliveryStatus.
const (
	DeliveryStatusPending   DeliveryStatus = "pending"
	DeliveryStatusDelivered DeliveryStatus = "delivered"
	DeliveryStatusFailed    DeliveryStatus = "failed"
	DeliveryStatusHeld      DeliveryStatus = "held"
)

// DisabledReason: Why it is disabled: it was `asked` for, the address answered 410 (`gone`), or it
// was `failing` for too long.
type DisabledReason string

// Values of DisabledReason.
const (
	DisabledReasonAsked   DisabledReason = "asked"
	DisabledReasonGone    DisabledReason = "gone"
	DisabledReasonFailing DisabledReason = "failing"
)

// FinishedStatus: How a delivery stands that is not under way.
type FinishedStatus string

// Values of FinishedStatus.
const (
	FinishedStatusDelivered FinishedStatus = "delivered"
	FinishedStatusFailed    FinishedStatus = "failed"
	FinishedStatusHeld      FinishedStatus = "held"
)

// WebhookDisabledEventType: The event's name.
type WebhookDisabledEventType string

// Values of WebhookDisabledEventType.
const (
	WebhookDisabledEventTypeWebhookDisabled WebhookDisabledEventType = "webhook.disabled"
)

// WebhookFailingEventType: The event's name.
type WebhookFailingEventType string

// Values of WebhookFailingEventType.
const (
	WebhookFailingEventTypeWebhookFailing WebhookFailingEventType = "webhook.failing"
)

// WebhookState: `failing` when the last thing that was sent did not arrive.
type WebhookState string

// Values of WebhookState.
const (
	WebhookStateWorking  WebhookState = "working"
	WebhookStateFailing  WebhookState = "failing"
	WebhookStateDisabled WebhookState = "disabled"
)

// WebhookTestEventType: The event's name.
type WebhookTestEventType string

// Values of WebhookTestEventType.
const (
	WebhookTestEventTypeWebhookTest WebhookTestEventType = "webhook.test"
)

// CreateWebhook: A webhook to register.
type CreateWebhook struct {
	// An http or https address on the public Internet.
	URL string `json:"url"`

	// Which events to send.
	Events []string `json:"events"`

	// The secret to sign with: `whsec_` and the base64 of 24 to 64 bytes, or any other visible
	// ASCII characters, whose bytes are the key then.
	Secret *string `json:"secret,omitzero"`

	// What it is for.
	Description Nullable[string] `json:"description,omitzero"`

	// Send events of one subject one after another: one that fails holds up those behind it.
	Ordered *bool `json:"ordered,omitzero"`

	// Headers to send along, as `Authorization`. Kept encrypted and never shown. Those of HTTP
	// itself and those beginning with `webhook-` are refused.
	Headers map[string]string `json:"headers,omitzero"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID *string `json:"app_id,omitzero"`
}

// Delivery: An event on its way to a webhook.
type Delivery struct {
	// Identifies the delivery.
	ID string `json:"id"`

	// Identifies a webhook.
	WebhookID string `json:"webhook_id"`

	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	EventID string `json:"event_id"`

	// What happened, in a word of the application's own.
	Event string `json:"event"`

	// `pending`: it waits for its next try; `failed`: every try was used up, or the server's
	// operator cancelled it; `held`: the webhook was disabled.
	Status DeliveryStatus `json:"status"`

	// How often it was tried.
	Attempts int64 `json:"attempts"`

	// The status of the last answer; null for none.
	LastStatus *int64 `json:"last_status"`

	// Why the last try got no answer.
	LastError *string `json:"last_error"`

	// When it is tried next, unless it is under way.
	NextAttemptAt *time.Time `json:"next_attempt_at"`

	// When it came to be.
	CreatedAt time.Time `json:"created_at"`

	// When it arrived or was given up.
	FinishedAt *time.Time `json:"finished_at"`
}

// DeliveryAnswer: One delivery.
type DeliveryAnswer struct {
	// Always true.
	Success bool `json:"success"`

	// An event on its way to a webhook.
	Delivery Delivery `json:"delivery"`
}

// DeliveryAttempt: One try.
type DeliveryAttempt struct {
	// Which try, counted from 1.
	Number int64 `json:"number"`

	// When it began.
	StartedAt time.Time `json:"started_at"`

	// Milliseconds until the answer was there, or until there was none.
	DurationMs float64 `json:"duration_ms"`

	// Where it was sent.
	URL string `json:"url"`

	// The headers that were sent, without those of the webhook's own.
	RequestHeaders map[string]string `json:"request_headers"`

	// The answer's status; null for none.
	Status *int64 `json:"status"`

	// Why there was no answer.
	Error *string `json:"error"`

	// The first 4096 bytes of the answer, read as UTF-8.
	ResponseBody *string `json:"response_body"`
}

// DeliveryDetail: A delivery with its attempts.
type DeliveryDetail struct {
	// Identifies the delivery.
	ID string `json:"id"`

	// Identifies a webhook.
	WebhookID string `json:"webhook_id"`

	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	EventID string `json:"event_id"`

	// What happened, in a word of the application's own.
	Event string `json:"event"`

	// `pending`: it waits for its next try; `failed`: every try was used up, or the server's
	// operator cancelled it; `held`: the webhook was disabled.
	Status DeliveryStatus `json:"status"`

	// How often it was tried.
	Attempts int64 `json:"attempts"`

	// The status of the last answer; null for none.
	LastStatus *int64 `json:"last_status"`

	// Why the last try got no answer.
	LastError *string `json:"last_error"`

	// When it is tried next, unless it is under way.
	NextAttemptAt *time.Time `json:"next_attempt_at"`

	// When it came to be.
	CreatedAt time.Time `json:"created_at"`

	// When it arrived or was given up.
	FinishedAt *time.Time `json:"finished_at"`

	// The body that is sent, byte by byte the same in every attempt.
	RequestBody string `json:"request_body"`

	// The tries, oldest first.
	AttemptLog []DeliveryAttempt `json:"attempt_log"`
}

// DeliveryDetailAnswer: One delivery with its attempts.
type DeliveryDetailAnswer struct {
	// Always true.
	Success bool `json:"success"`

	// A delivery with its attempts.
	Delivery DeliveryDetail `json:"delivery"`
}

// DeliveryPage: A page of deliveries.
type DeliveryPage struct {
	// Always true.
	Success bool `json:"success"`

	// The deliveries.
	Data []Delivery `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// EventType: An event that the server sends.
type EventType struct {
	// What happened, in a word of the application's own.
	Name string `json:"name"`

	// The API it belongs to.
	API string `json:"api"`

	// What happened.
	Summary string `json:"summary"`

	// What it tells.
	Description string `json:"description"`

	// The JSON Schema of the body.
	Schema map[string]any `json:"schema"`

	// A body.
	Example map[string]any `json:"example"`
}

// EventTypes: The server's events.
type EventTypes struct {
	// Always true.
	Success bool `json:"success"`

	// The event types, by name.
	Data []EventType `json:"data"`
}

// ReplayDeliveries: What to send again.
type ReplayDeliveries struct {
	// Deliveries that came to be then or later.
	Since time.Time `json:"since"`

	// Deliveries that came to be before; now if left out.
	Until *time.Time `json:"until,omitzero"`

	// Which events to send.
	Events []string `json:"events,omitzero"`

	// Deliveries that stand so; `failed` and `held` if left out.
	Statuses []FinishedStatus `json:"statuses,omitzero"`
}

// Replayed: How many are sent again.
type Replayed struct {
	// Always true.
	Success bool `json:"success"`

	// How many are sent again.
	Count int64 `json:"count"`

	// Whether there are others.
	More bool `json:"more"`

	// What to send as `since` for the others.
	NextSince *time.Time `json:"next_since"`
}

// RotateWebhookSecret: How to rotate.
type RotateWebhookSecret struct {
	// The secret to sign with: `whsec_` and the base64 of 24 to 64 bytes, or any other visible
	// ASCII characters, whose bytes are the key then.
	Secret *string `json:"secret,omitzero"`

	// Seconds that the old secret signs too.
	GracePeriod *int64 `json:"grace_period,omitzero"`
}

// TestedWebhook: The webhook that is tested.
type TestedWebhook struct {
	// Identifies a webhook.
	WebhookID string `json:"webhook_id"`
}

// UpdateWebhook: What to change.
type UpdateWebhook struct {
	// An http or https address on the public Internet.
	URL *string `json:"url,omitzero"`

	// Which events to send.
	Events []string `json:"events,omitzero"`

	// What it is for.
	Description Nullable[string] `json:"description,omitzero"`

	// Whether to send events of one subject one after another.
	Ordered *bool `json:"ordered,omitzero"`

	// Headers to send along, as `Authorization`. Kept encrypted and never shown. Those of HTTP
	// itself and those beginning with `webhook-` are refused.
	Headers map[string]string `json:"headers,omitzero"`

	// Whether to send events.
	Enabled *bool `json:"enabled,omitzero"`
}

// Webhook: An address that events are sent to.
type Webhook struct {
	// Identifies a webhook.
	ID string `json:"id"`

	// An http or https address on the public Internet.
	URL string `json:"url"`

	// Which events to send.
	Events []string `json:"events"`

	// Whether events are sent.
	Enabled bool `json:"enabled"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// What it is for.
	Description *string `json:"description"`

	// Whether events of one subject (one link, one room) are sent one after another.
	Ordered bool `json:"ordered"`

	// Names of the headers that are sent along.
	HeaderNames []string `json:"header_names"`

	// `failing` when the last thing that was sent did not arrive.
	State WebhookState `json:"state"`

	// Why it is disabled; null while it is not.
	DisabledReason *DisabledReason `json:"disabled_reason"`

	// When it was disabled.
	DisabledAt *time.Time `json:"disabled_at"`

	// Since when nothing has arrived that was sent.
	FailingSince *time.Time `json:"failing_since"`

	// The Ed25519 key that `v1a` signatures are verified with: `whpk_` and its base64.
	PublicKey string `json:"public_key"`

	// Until when the secret before the last rotation signs too.
	PreviousSecretExpiresAt *time.Time `json:"previous_secret_expires_at"`

	// When it was registered.
	CreatedAt time.Time `json:"created_at"`

	// When it was last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// WebhookAnswer: One webhook.
type WebhookAnswer struct {
	// Always true.
	Success bool `json:"success"`

	// An address that events are sent to.
	Webhook Webhook `json:"webhook"`
}

// WebhookDisabledEvent: The event `webhook.disabled`.
type WebhookDisabledEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type WebhookDisabledEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// How a webhook does.
	Data WebhookHealth `json:"data"`
}

// WebhookFailingEvent: The event `webhook.failing`.
type WebhookFailingEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type WebhookFailingEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// How a webhook does.
	Data WebhookHealth `json:"data"`
}

// WebhookHealth: How a webhook does.
type WebhookHealth struct {
	// Identifies a webhook.
	WebhookID string `json:"webhook_id"`

	// An http or https address on the public Internet.
	URL string `json:"url"`

	// Since when nothing has arrived that was sent.
	FailingSince *time.Time `json:"failing_since"`

	// Why it is disabled; null while it is not.
	DisabledReason *DisabledReason `json:"disabled_reason"`
}

// WebhookPage: A page of webhooks.
type WebhookPage struct {
	// Always true.
	Success bool `json:"success"`

	// The webhooks.
	Data []Webhook `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// WebhookTestEvent: The event `webhook.test`.
type WebhookTestEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type WebhookTestEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// The webhook that is tested.
	Data TestedWebhook `json:"data"`
}

// WebhookWithSecret: A webhook with the key to verify its deliveries with, shown this once.
type WebhookWithSecret struct {
	// Always true.
	Success bool `json:"success"`

	// An address that events are sent to.
	Webhook Webhook `json:"webhook"`

	// The key as `whsec_` and its base64, as every `standardwebhooks` library takes it.
	Secret string `json:"secret"`
}
