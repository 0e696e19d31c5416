package stagewire

import "time"

// Period: An hour, a day, a week or thirty days.
type Period string

// Values of Period.
const (
	Period1h  Period = "1h"
	Period24h Period = "24h"
	Period7d  Period = "7d"
	Period30d Period = "30d"
)

// Analytics: The figures of an application.
type Analytics struct {
	// Always true.
	Success bool `json:"success"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// An hour, a day, a week or thirty days.
	Period Period `json:"period"`

	// The figures of a period.
	Metrics Metrics `json:"metrics"`

	// When the figures were read, in milliseconds since 1970, UTC.
	Timestamp int64 `json:"timestamp"`

	// The period's course, with `timeline=true`.
	Timeline []TimelineEntry `json:"timeline,omitzero"`
}

// ConnectionFigures: Connections.
type ConnectionFigures struct {
	// How many were opened in the period.
	Total int64 `json:"total"`

	// How many are open now.
	Current int64 `json:"current"`
}

// EventFigures: Events told to rooms.
type EventFigures struct {
	// How many were told in the period, by clients, broadcasts and presentations.
	Total int64 `json:"total"`

	// How many of them were broadcasts over HTTP.
	Broadcasts int64 `json:"broadcasts"`
}

// Metrics: The figures of a period.
type Metrics struct {
	// Connections.
	Connections ConnectionFigures `json:"connections"`

	// Events told to rooms.
	Events EventFigures `json:"events"`

	// Users, as the `user_id` of client tokens tells them apart.
	Users UserFigures `json:"users"`

	// What the TURN relay carried. It is there where the relay's statistics are set up.
	Relay *RelayFigures `json:"relay,omitzero"`
}

// RelayFigures: What the TURN relay carried. It is there where the relay's statistics are set up.
type RelayFigures struct {
	// How many allocations ended in the hours of the period.
	Allocations int64 `json:"allocations"`

	// What they carried, both ways.
	Bytes int64 `json:"bytes"`
}

// TimelineEntry: The figures of a minute, an hour or a day.
type TimelineEntry struct {
	// When it began.
	Start time.Time `json:"start"`

	// How many connections were opened.
	Connections int64 `json:"connections"`

	// How many events rooms were told, broadcasts included.
	Events int64 `json:"events"`

	// How many broadcasts were sent.
	Broadcasts int64 `json:"broadcasts"`
}

// UserFigures: Users, as the `user_id` of client tokens tells them apart.
type UserFigures struct {
	// How many are connected now.
	Online int64 `json:"online"`

	// How many were connected at some time in the period.
	Total int64 `json:"total"`
}
