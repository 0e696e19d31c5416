package stagewire

import (
	"encoding/json"
	"errors"
	"time"
)

// WebhookEvent is what a webhook receives: a pointer to one of
//
//   - ApplicationCreatedEvent (application.created)
//   - ApplicationDeletedEvent (application.deleted)
//   - ApplicationUpdatedEvent (application.updated)
//   - DeviceActivatedEvent (device.activated)
//   - DeviceDeactivatedEvent (device.deactivated)
//   - DeviceUpdatedEvent (device.updated)
//   - KeyCreatedEvent (key.created)
//   - KeyRevokedEvent (key.revoked)
//   - KeyRotatedEvent (key.rotated)
//   - LicenseExpiredEvent (license.expired)
//   - LicenseIssuedEvent (license.issued)
//   - LicenseReinstatedEvent (license.reinstated)
//   - LicenseRenewedEvent (license.renewed)
//   - LicenseRevokedEvent (license.revoked)
//   - LicenseSuspendedEvent (license.suspended)
//   - LicenseUpdatedEvent (license.updated)
//   - LinkCreatedEvent (link.created)
//   - LinkExpiredEvent (link.expired)
//   - LinkRevokedEvent (link.revoked)
//   - LinkUpdatedEvent (link.updated)
//   - PollClosedEvent (poll.closed)
//   - PresentationCreatedEvent (presentation.created)
//   - PresentationDeletedEvent (presentation.deleted)
//   - PresentationEndedEvent (presentation.ended)
//   - PresentationSlideChangedEvent (presentation.slide-changed)
//   - PresentationStartedEvent (presentation.started)
//   - RoomOccupiedEvent (room.occupied)
//   - RoomVacatedEvent (room.vacated)
//   - UserJoinedEvent (user-joined)
//   - UserLeftEvent (user-left)
//   - WebhookDisabledEvent (webhook.disabled)
//   - WebhookFailingEvent (webhook.failing)
//   - WebhookTestEvent (webhook.test)
//
// or an *OtherEvent. A type switch tells which it is.
type WebhookEvent interface {
	// EventName answers the event's type.
	EventName() string
}

// OtherEvent is an event with a name of the application's own, or one that this version does not
// know.
type OtherEvent struct {
	ID string `json:"id"`

	Type string `json:"type"`

	Timestamp time.Time `json:"timestamp"`

	AppID string `json:"app_id"`

	Environment string `json:"environment"`

	Data map[string]any `json:"data"`
}

// EventName answers the event's type.
func (e *OtherEvent) EventName() string {
	return e.Type
}

// EventName answers "application.created".
func (e *ApplicationCreatedEvent) EventName() string {
	return "application.created"
}

// EventName answers "application.deleted".
func (e *ApplicationDeletedEvent) EventName() string {
	return "application.deleted"
}

// EventName answers "application.updated".
func (e *ApplicationUpdatedEvent) EventName() string {
	return "application.updated"
}

// EventName answers "device.activated".
func (e *DeviceActivatedEvent) EventName() string {
	return "device.activated"
}

// EventName answers "device.deactivated".
func (e *DeviceDeactivatedEvent) EventName() string {
	return "device.deactivated"
}

// EventName answers "device.updated".
func (e *DeviceUpdatedEvent) EventName() string {
	return "device.updated"
}

// EventName answers "key.created".
func (e *KeyCreatedEvent) EventName() string {
	return "key.created"
}

// EventName answers "key.revoked".
func (e *KeyRevokedEvent) EventName() string {
	return "key.revoked"
}

// EventName answers "key.rotated".
func (e *KeyRotatedEvent) EventName() string {
	return "key.rotated"
}

// EventName answers "license.expired".
func (e *LicenseExpiredEvent) EventName() string {
	return "license.expired"
}

// EventName answers "license.issued".
func (e *LicenseIssuedEvent) EventName() string {
	return "license.issued"
}

// EventName answers "license.reinstated".
func (e *LicenseReinstatedEvent) EventName() string {
	return "license.reinstated"
}

// EventName answers "license.renewed".
func (e *LicenseRenewedEvent) EventName() string {
	return "license.renewed"
}

// EventName answers "license.revoked".
func (e *LicenseRevokedEvent) EventName() string {
	return "license.revoked"
}

// EventName answers "license.suspended".
func (e *LicenseSuspendedEvent) EventName() string {
	return "license.suspended"
}

// EventName answers "license.updated".
func (e *LicenseUpdatedEvent) EventName() string {
	return "license.updated"
}

// EventName answers "link.created".
func (e *LinkCreatedEvent) EventName() string {
	return "link.created"
}

// EventName answers "link.expired".
func (e *LinkExpiredEvent) EventName() string {
	return "link.expired"
}

// EventName answers "link.revoked".
func (e *LinkRevokedEvent) EventName() string {
	return "link.revoked"
}

// EventName answers "link.updated".
func (e *LinkUpdatedEvent) EventName() string {
	return "link.updated"
}

// EventName answers "poll.closed".
func (e *PollClosedEvent) EventName() string {
	return "poll.closed"
}

// EventName answers "presentation.created".
func (e *PresentationCreatedEvent) EventName() string {
	return "presentation.created"
}

// EventName answers "presentation.deleted".
func (e *PresentationDeletedEvent) EventName() string {
	return "presentation.deleted"
}

// EventName answers "presentation.ended".
func (e *PresentationEndedEvent) EventName() string {
	return "presentation.ended"
}

// EventName answers "presentation.slide-changed".
func (e *PresentationSlideChangedEvent) EventName() string {
	return "presentation.slide-changed"
}

// EventName answers "presentation.started".
func (e *PresentationStartedEvent) EventName() string {
	return "presentation.started"
}

// EventName answers "room.occupied".
func (e *RoomOccupiedEvent) EventName() string {
	return "room.occupied"
}

// EventName answers "room.vacated".
func (e *RoomVacatedEvent) EventName() string {
	return "room.vacated"
}

// EventName answers "user-joined".
func (e *UserJoinedEvent) EventName() string {
	return "user-joined"
}

// EventName answers "user-left".
func (e *UserLeftEvent) EventName() string {
	return "user-left"
}

// EventName answers "webhook.disabled".
func (e *WebhookDisabledEvent) EventName() string {
	return "webhook.disabled"
}

// EventName answers "webhook.failing".
func (e *WebhookFailingEvent) EventName() string {
	return "webhook.failing"
}

// EventName answers "webhook.test".
func (e *WebhookTestEvent) EventName() string {
	return "webhook.test"
}

// ParseWebhookEvent reads an event without verifying it.
func ParseWebhookEvent(body []byte) (WebhookEvent, error) {
	other := &OtherEvent{}
	if err := json.Unmarshal(body, other); err != nil {
		return nil, err
	}
	if other.ID == "" || other.Type == "" {
		return nil, errors.New("stagewire: an event has id and type")
	}
	var known WebhookEvent
	switch other.Type {
	case "application.created":
		known = &ApplicationCreatedEvent{}
	case "application.deleted":
		known = &ApplicationDeletedEvent{}
	case "application.updated":
		known = &ApplicationUpdatedEvent{}
	case "device.activated":
		known = &DeviceActivatedEvent{}
	case "device.deactivated":
		known = &DeviceDeactivatedEvent{}
	case "device.updated":
		known = &DeviceUpdatedEvent{}
	case "key.created":
		known = &KeyCreatedEvent{}
	case "key.revoked":
		known = &KeyRevokedEvent{}
	case "key.rotated":
		known = &KeyRotatedEvent{}
	case "license.expired":
		known = &LicenseExpiredEvent{}
	case "license.issued":
		known = &LicenseIssuedEvent{}
	case "license.reinstated":
		known = &LicenseReinstatedEvent{}
	case "license.renewed":
		known = &LicenseRenewedEvent{}
	case "license.revoked":
		known = &LicenseRevokedEvent{}
	case "license.suspended":
		known = &LicenseSuspendedEvent{}
	case "license.updated":
		known = &LicenseUpdatedEvent{}
	case "link.created":
		known = &LinkCreatedEvent{}
	case "link.expired":
		known = &LinkExpiredEvent{}
	case "link.revoked":
		known = &LinkRevokedEvent{}
	case "link.updated":
		known = &LinkUpdatedEvent{}
	case "poll.closed":
		known = &PollClosedEvent{}
	case "presentation.created":
		known = &PresentationCreatedEvent{}
	case "presentation.deleted":
		known = &PresentationDeletedEvent{}
	case "presentation.ended":
		known = &PresentationEndedEvent{}
	case "presentation.slide-changed":
		known = &PresentationSlideChangedEvent{}
	case "presentation.started":
		known = &PresentationStartedEvent{}
	case "room.occupied":
		known = &RoomOccupiedEvent{}
	case "room.vacated":
		known = &RoomVacatedEvent{}
	case "user-joined":
		known = &UserJoinedEvent{}
	case "user-left":
		known = &UserLeftEvent{}
	case "webhook.disabled":
		known = &WebhookDisabledEvent{}
	case "webhook.failing":
		known = &WebhookFailingEvent{}
	case "webhook.test":
		known = &WebhookTestEvent{}
	default:
		return other, nil
	}
	if json.Unmarshal(body, known) != nil {
		// Of a newer server: read as far as every event can be.
		return other, nil
	}
	return known, nil
}
