package stagewire

import "time"

// GetRelayUsagePeriod: one of a few words.
type GetRelayUsagePeriod string

// Values of GetRelayUsagePeriod.
const (
	GetRelayUsagePeriod24h GetRelayUsagePeriod = "24h"
	GetRelayUsagePeriod7d  GetRelayUsagePeriod = "7d"
	GetRelayUsagePeriod30d GetRelayUsagePeriod = "30d"
)

// CreateTURNCredentials: Whose credentials to make, and for how long.
type CreateTURNCredentials struct {
	// Seconds for which the credentials are good.
	TTL *int64 `json:"ttl,omitzero"`

	// The `user_id` of the client token; null for a client without one.
	UserID *string `json:"user_id,omitzero"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID *string `json:"app_id,omitzero"`
}

// IceServer: One entry of `RTCConfiguration.iceServers` (W3C WebRTC).
type IceServer struct {
	// Addresses of one service (RFC 7064, RFC 7065).
	Urls []string `json:"urls"`

	// Until when it is good, in Unix seconds, and the user's name on the relay.
	Username *string `json:"username,omitzero"`

	// The password.
	Credential *string `json:"credential,omitzero"`
}

// RelayTotal: What was relayed.
type RelayTotal struct {
	// How many allocations ended.
	Allocations int64 `json:"allocations"`

	// What they carried, both ways.
	Bytes int64 `json:"bytes"`
}

// RelayUsagePage: A page of users, and what was relayed for all of them.
type RelayUsagePage struct {
	// Whether the relay's statistics are set up.
	Measured bool `json:"measured"`

	// What was relayed.
	Total RelayTotal `json:"total"`

	// The users.
	Data []RelayedUser `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// RelayedUser: What was relayed for a user.
type RelayedUser struct {
	// The user's name on the relay, as its credentials say it.
	User string `json:"user"`

	// How many allocations ended.
	Allocations int64 `json:"allocations"`

	// What they carried, both ways.
	Bytes int64 `json:"bytes"`
}

// TURNCredentials: What a peer connection needs.
type TURNCredentials struct {
	// The servers, as browsers take them.
	IceServers []IceServer `json:"iceServers"`

	// Whether there is a TURN server among them.
	Relay bool `json:"relay"`

	// What that means, for people.
	Message string `json:"message"`

	// The user's name on the relay; null without one.
	User *string `json:"user"`

	// Seconds for which the credentials are good.
	TTL int64 `json:"ttl"`

	// When the credentials end.
	ExpiresAt time.Time `json:"expires_at"`
}
