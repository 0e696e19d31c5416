package stagewire

import "time"

// BlockUser: How long to keep a user out.
type BlockUser struct {
	// Seconds from now, a year at most.
	Seconds int64 `json:"seconds"`
}

// BlockedUser: A user who is kept out.
type BlockedUser struct {
	// The `user_id` of the client token; null for a client without one.
	UserID string `json:"user_id"`

	// When the block ends.
	BlockedUntil time.Time `json:"blocked_until"`
}

// BroadcastToRoom: What to tell a room.
type BroadcastToRoom struct {
	// What happened, in a word of the application's own.
	Event string `json:"event"`

	// Fields of the application's own.
	Data map[string]any `json:"data,omitzero"`
}

// ClosedRoom: A room that was closed.
type ClosedRoom struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// How many connections followed it.
	Unsubscribed int64 `json:"unsubscribed"`
}

// Connection: A client that is connected now.
type Connection struct {
	// Identifies a connection.
	ConnectionID string `json:"connection_id"`

	// Whose connection it is; null for a client whose token names nobody.
	UserID *string `json:"user_id"`

	// The rooms it follows, by name.
	Rooms []string `json:"rooms"`

	// When it connected.
	ConnectedAt time.Time `json:"connected_at"`

	// The address it came from.
	IP string `json:"ip"`
}

// ConnectionPage: A page of connections.
type ConnectionPage struct {
	// The connections.
	Data []Connection `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// DisconnectedUser: A user whose connections were closed.
type DisconnectedUser struct {
	// The `user_id` of the client token; null for a client without one.
	UserID string `json:"user_id"`

	// How many connections were closed.
	Disconnected int64 `json:"disconnected"`
}

// Member: A client that is present in a room.
type Member struct {
	// Identifies a connection.
	ConnectionID string `json:"connection_id"`

	// Whose connection it is; null for a client whose token names nobody.
	UserID *string `json:"user_id"`

	// Fields of the application's own.
	State map[string]any `json:"state"`
}

// MemberPage: A page of a room's members.
type MemberPage struct {
	// The members.
	Data []Member `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// Room: A room as it is now.
type Room struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// How many connections follow it.
	Subscribers int64 `json:"subscribers"`

	// How many of them are listed as present.
	Members int64 `json:"members"`
}

// RoomBroadcast: A room was told.
type RoomBroadcast struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// What happened, in a word of the application's own.
	Event string `json:"event"`

	// Names a run of offsets. When a room's history was lost, it begins anew under another epoch.
	Epoch string `json:"epoch"`

	// A place in the room's history. Each event has the next one.
	Offset int64 `json:"offset"`

	// How many connections followed the room on all server processes.
	SubscriberCount int64 `json:"subscriber_count"`

	// Milliseconds since 1970, UTC.
	Timestamp int64 `json:"timestamp"`
}

// RoomEvent: Something that happened in a room.
type RoomEvent struct {
	// A place in the room's history. Each event has the next one.
	Offset int64 `json:"offset"`

	// What happened, in a word of the application's own.
	Event string `json:"event"`

	// Fields of the application's own.
	Data map[string]any `json:"data"`

	// Milliseconds since 1970, UTC.
	Timestamp int64 `json:"timestamp"`

	// Identifies a connection.
	ConnectionID *string `json:"connection_id,omitzero"`

	// The `user_id` of the client token; null for a client without one.
	UserID *string `json:"user_id,omitzero"`
}

// RoomHistory: What happened in a room.
type RoomHistory struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// Names a run of offsets. When a room's history was lost, it begins anew under another epoch.
	Epoch string `json:"epoch"`

	// A place in the room's history. Each event has the next one.
	Offset int64 `json:"offset"`

	// The events, the oldest first.
	Events []RoomEvent `json:"events"`
}

// RoomPage: A page of rooms.
type RoomPage struct {
	// The rooms.
	Data []Room `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// SubscribeRecover: Where this client has read to.
type SubscribeRecover struct {
	// Names a run of offsets. When a room's history was lost, it begins anew under another epoch.
	Epoch string `json:"epoch"`

	// A place in the room's history. Each event has the next one.
	Offset int64 `json:"offset"`
}

// User: A user as far as connections tell.
type User struct {
	// The `user_id` of the client token; null for a client without one.
	UserID string `json:"user_id"`

	// Whether the user has a connection now.
	Online bool `json:"online"`

	// Until when the user is kept out, if so.
	BlockedUntil *time.Time `json:"blocked_until"`

	// The user's connections.
	Connections []Connection `json:"connections"`
}
