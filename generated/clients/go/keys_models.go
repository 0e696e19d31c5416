package stagewire

import "time"

// KeyCreatedEventType: The event's name.
type KeyCreatedEventType string

// Values of KeyCreatedEventType.
const (
	KeyCreatedEventTypeKeyCreated KeyCreatedEventType = "key.created"
)

// KeyRevokedEventType: The event's name.
type KeyRevokedEventType string

// Values of KeyRevokedEventType.
const (
	KeyRevokedEventTypeKeyRevoked KeyRevokedEventType = "key.revoked"
)

// KeyRotatedEventType: The event's name.
type KeyRotatedEventType string

// Values of KeyRotatedEventType.
const (
	KeyRotatedEventTypeKeyRotated KeyRotatedEventType = "key.rotated"
)

// CreateKey: A key to create.
type CreateKey struct {
	// What it is for, without control characters.
	Name string `json:"name"`

	// What it may do.
	Scopes []string `json:"scopes"`

	// Where the key acts.
	Environment *Environment `json:"environment,omitzero"`

	// When it ends by itself. In the future.
	ExpiresAt *time.Time `json:"expires_at,omitzero"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID *string `json:"app_id,omitzero"`
}

// Key: An API key, without its secret.
type Key struct {
	// Identifies the key.
	ID string `json:"id"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// What it is for.
	Name string `json:"name"`

	// The beginning of the secret, to recognise it by.
	Prefix string `json:"prefix"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// The scopes it was given.
	Scopes []string `json:"scopes"`

	// When it ends by itself.
	ExpiresAt *time.Time `json:"expires_at"`

	// When it was last used, to the minute.
	LastUsedAt *time.Time `json:"last_used_at"`

	// Until when the secret before the last rotation still works.
	PreviousSecretExpiresAt *time.Time `json:"previous_secret_expires_at"`

	// When it was created.
	CreatedAt time.Time `json:"created_at"`

	// When it was revoked.
	RevokedAt *time.Time `json:"revoked_at"`
}

// KeyCreatedEvent: The event `key.created`.
type KeyCreatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type KeyCreatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// An API key, without its secret.
	Data Key `json:"data"`
}

// KeyPage: A page of keys.
type KeyPage struct {
	// The keys.
	Data []Key `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// KeyRevokedEvent: The event `key.revoked`.
type KeyRevokedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type KeyRevokedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// An API key, without its secret.
	Data Key `json:"data"`
}

// KeyRotatedEvent: The event `key.rotated`.
type KeyRotatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type KeyRotatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// An API key, without its secret.
	Data Key `json:"data"`
}

// KeyWithSecret: An API key with its secret, shown this once.
type KeyWithSecret struct {
	// Identifies the key.
	ID string `json:"id"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// What it is for.
	Name string `json:"name"`

	// The beginning of the secret, to recognise it by.
	Prefix string `json:"prefix"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// The scopes it was given.
	Scopes []string `json:"scopes"`

	// When it ends by itself.
	ExpiresAt *time.Time `json:"expires_at"`

	// When it was last used, to the minute.
	LastUsedAt *time.Time `json:"last_used_at"`

	// Until when the secret before the last rotation still works.
	PreviousSecretExpiresAt *time.Time `json:"previous_secret_expires_at"`

	// When it was created.
	CreatedAt time.Time `json:"created_at"`

	// When it was revoked.
	RevokedAt *time.Time `json:"revoked_at"`

	// What to send with requests. Shown once, kept as a hash.
	Secret string `json:"secret"`
}

// RotateKey: How to rotate.
type RotateKey struct {
	// Seconds that the old secret still works.
	GracePeriod *int64 `json:"grace_period,omitzero"`
}
