package stagewire

import "time"

// RoomOccupiedEventType: The event's name.
type RoomOccupiedEventType string

// Values of RoomOccupiedEventType.
const (
	RoomOccupiedEventTypeRoomOccupied RoomOccupiedEventType = "room.occupied"
)

// RoomVacatedEventType: The event's name.
type RoomVacatedEventType string

// Values of RoomVacatedEventType.
const (
	RoomVacatedEventTypeRoomVacated RoomVacatedEventType = "room.vacated"
)

// UserJoinedEventType: The event's name.
type UserJoinedEventType string

// Values of UserJoinedEventType.
const (
	UserJoinedEventTypeUserJoined UserJoinedEventType = "user-joined"
)

// UserLeftEventType: The event's name.
type UserLeftEventType string

// Values of UserLeftEventType.
const (
	UserLeftEventTypeUserLeft UserLeftEventType = "user-left"
)

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

// RoomOccupancy: The room that is meant.
type RoomOccupancy struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`
}

// RoomOccupiedEvent: The event `room.occupied`.
type RoomOccupiedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type RoomOccupiedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// The room that is meant.
	Data RoomOccupancy `json:"data"`
}

// RoomPage: A page of rooms.
type RoomPage struct {
	// The rooms.
	Data []Room `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// RoomPresence: Who came or went, and where.
type RoomPresence struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// A client that is present in a room.
	Member Member `json:"member"`
}

// RoomVacatedEvent: The event `room.vacated`.
type RoomVacatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type RoomVacatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// The room that is meant.
	Data RoomOccupancy `json:"data"`
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

// UserJoinedEvent: The event `user-joined`.
type UserJoinedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type UserJoinedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// Who came or went, and where.
	Data RoomPresence `json:"data"`
}

// UserLeftEvent: The event `user-left`.
type UserLeftEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type UserLeftEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// Who came or went, and where.
	Data RoomPresence `json:"data"`
}
