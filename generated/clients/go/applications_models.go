package stagewire

import "time"

// ApplicationCreatedEventType: The event's name.
type ApplicationCreatedEventType string

// Values of ApplicationCreatedEventType.
const (
	ApplicationCreatedEventTypeApplicationCreated ApplicationCreatedEventType = "application.created"
)

// ApplicationDeletedEventType: The event's name.
type ApplicationDeletedEventType string

// Values of ApplicationDeletedEventType.
const (
	ApplicationDeletedEventTypeApplicationDeleted ApplicationDeletedEventType = "application.deleted"
)

// ApplicationUpdatedEventType: The event's name.
type ApplicationUpdatedEventType string

// Values of ApplicationUpdatedEventType.
const (
	ApplicationUpdatedEventTypeApplicationUpdated ApplicationUpdatedEventType = "application.updated"
)

// Tier: Decides the requests a minute where the application has no `rate_limit` of its own.
type Tier string

// Values of Tier.
const (
	TierStandard Tier = "standard"
	TierPremium  Tier = "premium"
)

// Application: A tenant.
type Application struct {
	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Its name.
	Name string `json:"name"`

	// The host whose pages may connect with client tokens, `*.` in front for its subdomains; null
	// for any.
	AllowedDomain *string `json:"allowed_domain"`

	// Its own requests a minute, or null for the tier's.
	RateLimit *int64 `json:"rate_limit"`

	// Decides the requests a minute where the application has no `rate_limit` of its own.
	Tier Tier `json:"tier"`

	// Whether it is switched on.
	Status bool `json:"status"`

	// Links it can still create.
	LinkCredits int64 `json:"link_credits"`

	// When it was created.
	CreatedAt time.Time `json:"created_at"`

	// When it was last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// ApplicationAnswer: One application.
type ApplicationAnswer struct {
	// Always true.
	Success bool `json:"success"`

	// A tenant.
	Application Application `json:"application"`
}

// ApplicationCreatedEvent: The event `application.created`.
type ApplicationCreatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type ApplicationCreatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A tenant.
	Data Application `json:"data"`
}

// ApplicationDeletedEvent: The event `application.deleted`.
type ApplicationDeletedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type ApplicationDeletedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A tenant.
	Data Application `json:"data"`
}

// ApplicationPage: A page of applications.
type ApplicationPage struct {
	// Always true.
	Success bool `json:"success"`

	// The applications.
	Data []Application `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// ApplicationUpdatedEvent: The event `application.updated`.
type ApplicationUpdatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type ApplicationUpdatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A tenant.
	Data Application `json:"data"`
}

// CreateApplication: An application to create.
type CreateApplication struct {
	// Identifies an application, in small letters, digits and hyphens.
	AppID *string `json:"app_id,omitzero"`

	// Its name, without control characters.
	Name string `json:"name"`

	// The host whose pages may connect with client tokens, `*.` in front for its subdomains; null
	// for any.
	AllowedDomain Nullable[string] `json:"allowed_domain,omitzero"`

	// Its own requests a minute, or null for the tier's.
	RateLimit Nullable[int64] `json:"rate_limit,omitzero"`

	// Decides the requests a minute where the application has no `rate_limit` of its own.
	Tier *Tier `json:"tier,omitzero"`

	// Links it can create. The server's default if left out.
	LinkCredits *int64 `json:"link_credits,omitzero"`
}

// CreateToken: Who asks for a token, and what it shall carry.
type CreateToken struct {
	// The application.
	AppID string `json:"app_id"`

	// Its secret.
	AppSecret string `json:"app_secret"`

	// Fields that the token carries beside the server's own: any JSON without NUL characters and
	// with whole numbers of at most 64 bits.
	Payload map[string]any `json:"payload,omitzero"`
}

// CreatedApplication: A new application with what is shown this once.
type CreatedApplication struct {
	// Always true.
	Success bool `json:"success"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Exchanges for client tokens. Shown once, kept as a hash.
	AppSecret string `json:"app_secret"`

	// The application's first live key. Shown once, kept as a hash.
	APIKey string `json:"api_key"`

	// A tenant.
	Application Application `json:"application"`
}

// RegeneratedKey: A new first key.
type RegeneratedKey struct {
	// Always true.
	Success bool `json:"success"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// The key. Shown once, kept as a hash.
	APIKey string `json:"api_key"`
}

// Token: A client token.
type Token struct {
	// Always true.
	Success bool `json:"success"`

	// The signed token.
	Token string `json:"token"`

	// Seconds it lives.
	ExpiresIn int64 `json:"expires_in"`

	// When it ends, to the millisecond.
	ExpiresAt time.Time `json:"expires_at"`
}

// UpdateApplication: What to change. Fields left out stay.
type UpdateApplication struct {
	// Its name, without control characters.
	Name *string `json:"name,omitzero"`

	// The host whose pages may connect with client tokens, `*.` in front for its subdomains; null
	// for any.
	AllowedDomain Nullable[string] `json:"allowed_domain,omitzero"`

	// Its own requests a minute, or null for the tier's.
	RateLimit Nullable[int64] `json:"rate_limit,omitzero"`

	// Decides the requests a minute where the application has no `rate_limit` of its own.
	Tier *Tier `json:"tier,omitzero"`

	// Whether it is switched on.
	Status *bool `json:"status,omitzero"`

	// Links it can still create.
	LinkCredits *int64 `json:"link_credits,omitzero"`
}
