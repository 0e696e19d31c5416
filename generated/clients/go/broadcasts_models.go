package stagewire

// BatchedBroadcast: What to tell which room.
type BatchedBroadcast struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// What happened, in a word of the application's own.
	Event string `json:"event"`

	// Fields of the application's own.
	Data map[string]any `json:"data,omitzero"`
}

// Broadcast: A room was told.
type Broadcast struct {
	// Always true.
	Success bool `json:"success"`

	// The room's name on the whole server: `app-`, the application, `-` and the room.
	Room string `json:"room"`

	// What happened, in a word of the application's own.
	Event string `json:"event"`

	// How many connections followed the room on all server processes.
	SubscriberCount int64 `json:"subscriber_count"`

	// Milliseconds since 1970, UTC.
	Timestamp int64 `json:"timestamp"`
}

// BroadcastError: Why an item was not sent.
type BroadcastError struct {
	// What went wrong, for programs.
	Code string `json:"code"`

	// What went wrong, naming the field.
	Message string `json:"message"`
}

// BroadcastResult: What became of one item, `broadcast` or `error`.
type BroadcastResult struct {
	// The item's place in the request, counted from 0.
	Index int64 `json:"index"`

	// The status it would have had by itself.
	Status int64 `json:"status"`

	// A room was told.
	Broadcast *Broadcast `json:"broadcast,omitzero"`

	// Why an item was not sent.
	Error *BroadcastError `json:"error,omitzero"`
}

// BroadcastResults: The results of a batch.
type BroadcastResults struct {
	// Always true.
	Success bool `json:"success"`

	// How many were sent.
	Sent int64 `json:"sent"`

	// How many were not.
	Failed int64 `json:"failed"`

	// One result per item, in the order of the request.
	Results []BroadcastResult `json:"results"`
}

// CreateBroadcast: What to tell which room.
type CreateBroadcast struct {
	// Identifies an application, in small letters, digits and hyphens.
	AppID *string `json:"app_id,omitzero"`

	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// What happened, in a word of the application's own.
	Event string `json:"event"`

	// Fields of the application's own.
	Data map[string]any `json:"data,omitzero"`
}

// CreateBroadcasts: Events to send.
type CreateBroadcasts struct {
	// Identifies an application, in small letters, digits and hyphens.
	AppID *string `json:"app_id,omitzero"`

	// The events, all of one application.
	Broadcasts []BatchedBroadcast `json:"broadcasts"`
}
