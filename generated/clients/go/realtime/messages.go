package realtime

import (
	"encoding/json"

	"github.com/stagewire/stagewire-go"
)

// The path of the WebSocket.
const address = "/realtime"

// The longest message that the server takes, and one that is longer than any it sends, in bytes.
const (
	mostSent     = 65536
	mostReceived = 4194304
)

const (
	codeUnauthorized = 4001
	codeTokenExpired = 4005
)

// CloseCode is why the server closes a connection, and whether trying again helps.
type CloseCode struct {
	Code        int
	Name        string
	Reconnect   bool
	Description string
}

// CloseCodes are the close codes of the contract.
var CloseCodes = map[int]CloseCode{
	1001: {
		Code:        1001,
		Name:        "going_away",
		Reconnect:   true,
		Description: "The server stops or is renewed.",
	},
	1002: {
		Code:        1002,
		Name:        "protocol_error",
		Reconnect:   false,
		Description: "The client broke RFC 6455.",
	},
	1003: {
		Code:        1003,
		Name:        "unsupported_data",
		Reconnect:   false,
		Description: "A binary message came; only text is spoken.",
	},
	1007: {
		Code:        1007,
		Name:        "invalid_text",
		Reconnect:   false,
		Description: "Text that is not UTF-8.",
	},
	1009: {
		Code:        1009,
		Name:        "message_too_big",
		Reconnect:   false,
		Description: "A message over `messageBytes`.",
	},
	1011: {
		Code:        1011,
		Name:        "internal_error",
		Reconnect:   true,
		Description: "The server failed. Wait before reconnecting.",
	},
	4001: {
		Code:        4001,
		Name:        "unauthorized",
		Reconnect:   false,
		Description: "No token in time, or one that is not valid.",
	},
	4003: {
		Code:        4003,
		Name:        "forbidden",
		Reconnect:   false,
		Description: "The page's origin is not the application's allowed domain.",
	},
	4005: {
		Code:        4005,
		Name:        "token_expired",
		Reconnect:   true,
		Description: "The token ended. Reconnect with a new one.",
	},
	4006: {
		Code:        4006,
		Name:        "disconnected",
		Reconnect:   false,
		Description: "The application disconnected this client.",
	},
	4007: {
		Code:        4007,
		Name:        "application_disabled",
		Reconnect:   false,
		Description: "The application is switched off or gone.",
	},
	4008: {
		Code:        4008,
		Name:        "slow_consumer",
		Reconnect:   true,
		Description: "The client reads too slowly. Recover after reconnecting.",
	},
	4009: {
		Code:        4009,
		Name:        "too_many_connections",
		Reconnect:   true,
		Description: "A limit of connections is reached. Wait before reconnecting.",
	},
	4010: {
		Code:        4010,
		Name:        "ping_timeout",
		Reconnect:   true,
		Description: "Nothing came from the client for too long.",
	},
}

// Request is a message to the server, which answers it with an R.
type Request[R any] interface {
	asking
	reply(*R)
}

type asking interface {
	kind() string

	// Whether a key makes its repetition safe.
	keyed() bool

	// Whether it is sent again after a connection was lost before the answer.
	repeatable() bool
}

// ServerMessage is whatever the server sends.
type ServerMessage interface {
	serverMessage()
}

// RoomMessage is what a room tells:
// *Event,
// *Join,
// *Leave,
// *State,
// *SignalReceived,
// *Unsubscribed,
// *Gap or *Recovered.
type RoomMessage interface {
	roomMessage()
}

// Gap means that what was missed in a room cannot be told: load the application's state anew. The
// room goes on from Offset of Epoch.
type Gap struct {
	Room   string
	Epoch  string
	Offset int64
}

// Recovered means that all that was missed while the connection was away has been told: so many
// Events.
type Recovered struct {
	Room   string
	Events int
}

func (*Gap) roomMessage()       {}
func (*Recovered) roomMessage() {}

// ChatMessage is one of the objects that messages carry.
type ChatMessage = stagewire.ChatMessage

// Member is one of the objects that messages carry.
type Member = stagewire.Member

// Poll is one of the objects that messages carry.
type Poll = stagewire.Poll

// PresentationCommand is one of the objects that messages carry.
type PresentationCommand = stagewire.PresentationCommand

// PresentationSnapshot is one of the objects that messages carry.
type PresentationSnapshot = stagewire.PresentationSnapshot

// PresentationState is one of the objects that messages carry.
type PresentationState = stagewire.PresentationState

// Question is one of the objects that messages carry.
type Question = stagewire.Question

// RoomEvent is one of the objects that messages carry.
type RoomEvent = stagewire.RoomEvent

// SubscribeRecover is one of the objects that messages carry.
type SubscribeRecover = stagewire.SubscribeRecover

// Auth: Only needed when the token came neither by query nor by subprotocol. It must come first.
type Auth struct {
	// The client token.
	Token string `json:"token"`
}

func (Auth) kind() string { return "auth" }

func (Auth) keyed() bool { return false }

func (Auth) repeatable() bool { return false }

func (Auth) reply(*Welcome) {}

// Subscribe: Follows a room from now on, or from where it was lost.
type Subscribe struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// Where this client has read to.
	Recover *SubscribeRecover `json:"recover,omitzero"`

	// Whether to be listed, and told who comes and goes, where the token allows it.
	Presence *bool `json:"presence,omitzero"`

	// Fields of the application's own.
	State map[string]any `json:"state,omitzero"`
}

func (Subscribe) kind() string { return "subscribe" }

func (Subscribe) keyed() bool { return false }

func (Subscribe) repeatable() bool { return true }

func (Subscribe) reply(*Subscribed) {}

// Unsubscribe: Leaves a room.
type Unsubscribe struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`
}

func (Unsubscribe) kind() string { return "unsubscribe" }

func (Unsubscribe) keyed() bool { return false }

func (Unsubscribe) repeatable() bool { return true }

func (Unsubscribe) reply(*Unsubscribed) {}

// Publish: Tells a room. The same `key` within five minutes is told once and answers alike.
type Publish struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// What happened, in a word of the application's own.
	Event string `json:"event"`

	// Fields of the application's own.
	Data map[string]any `json:"data,omitzero"`

	// Makes a retry safe.
	Key *string `json:"key,omitzero"`
}

func (Publish) kind() string { return "publish" }

func (Publish) keyed() bool { return true }

func (Publish) repeatable() bool { return true }

func (Publish) reply(*Published) {}

// Presence: Asks who is in a room.
type Presence struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`
}

func (Presence) kind() string { return "presence" }

func (Presence) keyed() bool { return false }

func (Presence) repeatable() bool { return true }

func (Presence) reply(*Members) {}

// Update: Replaces this client's state in a room it is present in.
type Update struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// Fields of the application's own.
	State map[string]any `json:"state"`
}

func (Update) kind() string { return "update" }

func (Update) keyed() bool { return false }

func (Update) repeatable() bool { return true }

func (Update) reply(*Updated) {}

// History: Reads what happened in a room, oldest first.
type History struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// A place in the room's history. Each event has the next one.
	After *int64 `json:"after,omitzero"`

	// How many events at most.
	Limit *int64 `json:"limit,omitzero"`
}

func (History) kind() string { return "history" }

func (History) keyed() bool { return false }

func (History) repeatable() bool { return true }

func (History) reply(*Events) {}

// Signal: Sends data to one member of a room, as WebRTC peers need it to find each other. It is
// not kept.
type Signal struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// Identifies a connection.
	To string `json:"to"`

	// Fields of the application's own.
	Data map[string]any `json:"data"`
}

func (Signal) kind() string { return "signal" }

func (Signal) keyed() bool { return false }

func (Signal) repeatable() bool { return false }

func (Signal) reply(*Signaled) {}

// Ping: Asks whether the server is there.
type Ping struct {
}

func (Ping) kind() string { return "ping" }

func (Ping) keyed() bool { return false }

func (Ping) repeatable() bool { return true }

func (Ping) reply(*Pong) {}

// Refresh: Brings a new token of the same application and user before the old one ends. Rooms are
// kept where it still allows them.
type Refresh struct {
	// The new client token.
	Token string `json:"token"`
}

func (Refresh) kind() string { return "refresh" }

func (Refresh) keyed() bool { return false }

func (Refresh) repeatable() bool { return false }

func (Refresh) reply(*Refreshed) {}

// Command: Drives a presentation or takes part in it, as far as this client's role in it lets it.
type Command struct {
	// Identifies a presentation. Its room is `presentation:` and this.
	Presentation string `json:"presentation"`

	// What to do. Which fields go with it depends on `name`.
	//
	//   - Driving, for presenters and controllers: `next`, `previous`, `goto` (`slide`, `step`),
	//     `blackout` (`on`), `pointer` (`point`, null takes it away), `timer` (`action`), `annotate`
	//     (`annotation`), `clear` (`slide`, else all). `take` keeps other drivers off, `hand_over`
	//     (`to`, null for nobody) gives that to another. A presenter may take the drive from
	//     anybody.
	//   - For presenters: `start`, `end`, `create_poll` (`poll`), `open_poll`, `close_poll`
	//     (`poll_id`), `answer` (`question_id`, `text`), `dismiss` (`question_id`), `remove_message`
	//     (`message_id`).
	//   - For everybody, as far as the settings let them: `react` (`reaction`), `raise_hand`,
	//     `lower_hand` (`participant`: a presenter may lower another's), `chat` (`text`), `vote`
	//     (`poll_id`, `choices`: places of options, counted from 0), `ask` (`text`), `upvote`
	//     (`question_id`, `on`), `cursor` (`point`).
	//   - `state` changes nothing and answers the `snapshot`.
	Command PresentationCommand `json:"command"`

	// The state's version that the command was given at. It is refused as a `conflict` when
	// somebody else has changed the state since. Without it, it always counts.
	Version *int64 `json:"version,omitzero"`

	// Makes a retry safe: the same key is done once, and answered alike for an hour.
	Key *string `json:"key,omitzero"`
}

func (Command) kind() string { return "command" }

func (Command) keyed() bool { return true }

func (Command) repeatable() bool { return true }

func (Command) reply(*Done) {}

// Welcome: The client is known.
type Welcome struct {
	// Identifies a connection.
	ConnectionID string `json:"connection_id"`

	// AppID.
	AppID string `json:"app_id"`

	// UserID.
	UserID *string `json:"user_id"`

	// Milliseconds since 1970, UTC.
	ExpiresAt int64 `json:"expires_at"`

	// Seconds after which the server pings a silent client.
	PingInterval int64 `json:"ping_interval"`
}

func (*Welcome) serverMessage() {}

// Subscribed: The room is followed from `offset` on; `events` were missed and come first. It also
// comes unasked, without `id`, when the server lost its place in the room: `recovered` is false
// then, and `epoch` and `offset` are new.
type Subscribed struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// Names a run of offsets. When a room's history was lost, it begins anew under another epoch.
	Epoch string `json:"epoch"`

	// A place in the room's history. Each event has the next one.
	Offset int64 `json:"offset"`

	// Whether `events` is all that was missed; null when nothing was to be recovered.
	Recovered *bool `json:"recovered"`

	// Events.
	Events []RoomEvent `json:"events"`

	// Who is there, where the token allows presence.
	Members []Member `json:"members,omitzero"`
}

func (*Subscribed) serverMessage() {}

// Unsubscribed: The room is no longer followed. It also comes unasked, without `id`, when the
// application closed the room or a new token does not allow it.
type Unsubscribed struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`
}

func (*Unsubscribed) serverMessage() {}

func (*Unsubscribed) roomMessage() {}

// Published: The event has its place in the room's order.
type Published struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// Names a run of offsets. When a room's history was lost, it begins anew under another epoch.
	Epoch string `json:"epoch"`

	// A place in the room's history. Each event has the next one.
	Offset int64 `json:"offset"`
}

func (*Published) serverMessage() {}

// Members: Who is in the room.
type Members struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// Who is there, where the token allows presence.
	Members []Member `json:"members"`
}

func (*Members) serverMessage() {}

// Updated: The state was told to the room.
type Updated struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`
}

func (*Updated) serverMessage() {}

// Events: What happened.
type Events struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// Names a run of offsets. When a room's history was lost, it begins anew under another epoch.
	Epoch string `json:"epoch"`

	// A place in the room's history. Each event has the next one.
	Offset int64 `json:"offset"`

	// Events.
	Events []RoomEvent `json:"events"`
}

func (*Events) serverMessage() {}

// Signaled: The signal was handed on.
type Signaled struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`
}

func (*Signaled) serverMessage() {}

// Pong: The server is there.
type Pong struct {
}

func (*Pong) serverMessage() {}

// Refreshed: The new token counts.
type Refreshed struct {
	// Milliseconds since 1970, UTC.
	ExpiresAt int64 `json:"expires_at"`
}

func (*Refreshed) serverMessage() {}

// Done: The command is done, and will still be so after a crash. `state` comes with what changes
// it, the others with what they are about.
type Done struct {
	// Identifies a presentation. Its room is `presentation:` and this.
	Presentation string `json:"presentation"`

	// Grows by one with each change of the state. What is older than what you have seen can be
	// dropped.
	Version int64 `json:"version"`

	// All of what is shown now. It stands for itself; nothing needs to be added up.
	State *PresentationState `json:"state,omitzero"`

	// A poll with its votes so far.
	Poll *Poll `json:"poll,omitzero"`

	// A question of the audience.
	Question *Question `json:"question,omitzero"`

	// Something that was said.
	Message *ChatMessage `json:"message,omitzero"`

	// Everything that somebody who joins needs, as of one moment: the last 50 chat messages, the
	// 50 most wanted questions, the newest 20 polls and the first 100 raised hands.
	Snapshot *PresentationSnapshot `json:"snapshot,omitzero"`
}

func (*Done) serverMessage() {}

// Event: Something happened in a room.
type Event struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

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

func (*Event) serverMessage() {}

func (*Event) roomMessage() {}

// Join: Somebody came.
type Join struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// A client that is present in a room.
	Member Member `json:"member"`
}

func (*Join) serverMessage() {}

func (*Join) roomMessage() {}

// Leave: Somebody left.
type Leave struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// A client that is present in a room.
	Member Member `json:"member"`
}

func (*Leave) serverMessage() {}

func (*Leave) roomMessage() {}

// State: Somebody's state changed.
type State struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// A client that is present in a room.
	Member Member `json:"member"`
}

func (*State) serverMessage() {}

func (*State) roomMessage() {}

// SignalReceived: Another connection sent this one something.
type SignalReceived struct {
	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// A client that is present in a room.
	From Member `json:"from"`

	// Fields of the application's own.
	Data map[string]any `json:"data"`
}

func (*SignalReceived) serverMessage() {}

func (*SignalReceived) roomMessage() {}

// Expiring: The token ends within a minute. Send `refresh`.
type Expiring struct {
	// Milliseconds since 1970, UTC.
	ExpiresAt int64 `json:"expires_at"`
}

func (*Expiring) serverMessage() {}

// Error: A request could not be done. The connection lives on.
type Error struct {
	// What went wrong, for programs.
	Code string `json:"code"`

	// What went wrong, for people, naming the field.
	Message string `json:"message"`

	// The field that is wrong.
	Field *string `json:"field,omitzero"`

	// Seconds to wait, with `rate_limited`.
	RetryAfter *float64 `json:"retry_after,omitzero"`

	// All of what is shown now. It stands for itself; nothing needs to be added up.
	State *PresentationState `json:"state,omitzero"`
}

func (*Error) serverMessage() {}

// decode reads a message of the server; nil for one that this version does not know.
func decode(kind string, raw json.RawMessage) (ServerMessage, error) {
	var made ServerMessage
	switch kind {
	case "welcome":
		made = new(Welcome)
	case "subscribed":
		made = new(Subscribed)
	case "unsubscribed":
		made = new(Unsubscribed)
	case "published":
		made = new(Published)
	case "members":
		made = new(Members)
	case "updated":
		made = new(Updated)
	case "events":
		made = new(Events)
	case "signaled":
		made = new(Signaled)
	case "pong":
		made = new(Pong)
	case "refreshed":
		made = new(Refreshed)
	case "done":
		made = new(Done)
	case "event":
		made = new(Event)
	case "join":
		made = new(Join)
	case "leave":
		made = new(Leave)
	case "state":
		made = new(State)
	case "signal":
		made = new(SignalReceived)
	case "expiring":
		made = new(Expiring)
	case "error":
		made = new(Error)
	default:
		return nil, nil
	}
	return made, json.Unmarshal(raw, made)
}
