package stagewire

import "time"

// ListQuestionsStatus: one of a few words.
type ListQuestionsStatus string

// Values of ListQuestionsStatus.
const (
	ListQuestionsStatusOpen      ListQuestionsStatus = "open"
	ListQuestionsStatusAnswered  ListQuestionsStatus = "answered"
	ListQuestionsStatusDismissed ListQuestionsStatus = "dismissed"
)

// PollClosedEventType: The event's name.
type PollClosedEventType string

// Values of PollClosedEventType.
const (
	PollClosedEventTypePollClosed PollClosedEventType = "poll.closed"
)

// PresentationCreatedEventType: The event's name.
type PresentationCreatedEventType string

// Values of PresentationCreatedEventType.
const (
	PresentationCreatedEventTypePresentationCreated PresentationCreatedEventType = "presentation.created"
)

// PresentationDeletedEventType: The event's name.
type PresentationDeletedEventType string

// Values of PresentationDeletedEventType.
const (
	PresentationDeletedEventTypePresentationDeleted PresentationDeletedEventType = "presentation.deleted"
)

// PresentationEndedEventType: The event's name.
type PresentationEndedEventType string

// Values of PresentationEndedEventType.
const (
	PresentationEndedEventTypePresentationEnded PresentationEndedEventType = "presentation.ended"
)

// PresentationSlideChangedEventType: The event's name.
type PresentationSlideChangedEventType string

// Values of PresentationSlideChangedEventType.
const (
	PresentationSlideChangedEventTypePresentationSlideChanged PresentationSlideChangedEventType = "presentation.slide-changed"
)

// PresentationStartedEventType: The event's name.
type PresentationStartedEventType string

// Values of PresentationStartedEventType.
const (
	PresentationStartedEventTypePresentationStarted PresentationStartedEventType = "presentation.started"
)

// ChangeSettings: What the audience may do. What is left out stays; everything is on at first.
type ChangeSettings struct {
	// React.
	Reactions *bool `json:"reactions,omitzero"`

	// Raise hands.
	Hands *bool `json:"hands,omitzero"`

	// Write in the chat.
	Chat *bool `json:"chat,omitzero"`

	// Ask questions and vote for them.
	Questions *bool `json:"questions,omitzero"`

	// Vote in polls.
	Polls *bool `json:"polls,omitzero"`

	// Show where they point.
	Cursors *bool `json:"cursors,omitzero"`
}

// ClaimPairing: What is known of the device.
type ClaimPairing struct {
	// What people call the device.
	Name *string `json:"name,omitzero"`
}

// ClaimedPairing: A device that may take part.
type ClaimedPairing struct {
	// The client token, for the WebSocket `/realtime`.
	Token string `json:"token"`

	// A moment, in UTC.
	ExpiresAt time.Time `json:"expires_at"`

	// Identifies a presentation. Its room is `presentation:` and this.
	PresentationID string `json:"presentation_id"`

	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// Identifies a device.
	DeviceID string `json:"device_id"`

	// `presenter` may do everything, `controller` may drive and take part, `viewer` may take part
	// as far as the settings let it.
	Role PresentationRole `json:"role"`

	// What the devices are called that do not name themselves.
	Name *string `json:"name"`
}

// ClosedPoll: A poll that takes no votes any more.
type ClosedPoll struct {
	// Identifies a presentation. Its room is `presentation:` and this.
	PresentationID string `json:"presentation_id"`

	// A poll with its votes so far.
	Poll Poll `json:"poll"`
}

// CommandDone: What came of it. `state` comes with what changes it, the others with what they are
// about.
type CommandDone struct {
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

// CreatePairing: Whom to let in.
type CreatePairing struct {
	// `presenter` may do everything, `controller` may drive and take part, `viewer` may take part
	// as far as the settings let it.
	Role PresentationRole `json:"role"`

	// What people call the device.
	Name *string `json:"name,omitzero"`

	// Seconds the code can be claimed.
	ExpiresIn *int64 `json:"expires_in,omitzero"`

	// How many devices can claim it.
	MaxClaims *int64 `json:"max_claims,omitzero"`
}

// CreatePresentation: A presentation to make.
type CreatePresentation struct {
	// What it is called.
	Title string `json:"title"`

	// The slides, in order.
	Slides []DefineSlide `json:"slides"`

	// What the audience may do. What is left out stays; everything is on at first.
	Settings *ChangeSettings `json:"settings,omitzero"`
}

// DefineSlide: A slide of a deck.
type DefineSlide struct {
	// What it is called.
	Title string `json:"title"`

	// The speaker's notes, for presenters and controllers only.
	Notes *string `json:"notes,omitzero"`

	// How many further clicks the slide takes.
	Steps *int64 `json:"steps,omitzero"`

	// Seconds it is meant to take.
	Duration *int64 `json:"duration,omitzero"`
}

// Device: A device that was paired.
type Device struct {
	// Identifies a device.
	ID string `json:"id"`

	// `presenter` may do everything, `controller` may drive and take part, `viewer` may take part
	// as far as the settings let it.
	Role PresentationRole `json:"role"`

	// What the devices are called that do not name themselves.
	Name *string `json:"name"`

	// A moment, in UTC.
	PairedAt time.Time `json:"paired_at"`

	// A moment, in UTC.
	ExpiresAt time.Time `json:"expires_at"`
}

// DevicePage: A page of devices.
type DevicePage struct {
	// The devices.
	Data []Device `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// MessagePage: A page of messages.
type MessagePage struct {
	// The messages.
	Data []ChatMessage `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// Pairing: A code that pairs devices.
type Pairing struct {
	// Identifies a pairing.
	ID string `json:"id"`

	// What people type, without letters that look like digits.
	Code string `json:"code"`

	// `presenter` may do everything, `controller` may drive and take part, `viewer` may take part
	// as far as the settings let it.
	Role PresentationRole `json:"role"`

	// What the devices are called that do not name themselves.
	Name *string `json:"name"`

	// The page that claims it: the remote, or for viewers the stage.
	URL string `json:"url"`

	// The same as a picture.
	QR string `json:"qr"`

	// How many devices can claim it.
	MaxClaims int64 `json:"max_claims"`

	// A moment, in UTC.
	ExpiresAt time.Time `json:"expires_at"`
}

// PairingStatus: How far a code was claimed.
type PairingStatus struct {
	// Identifies a pairing.
	ID string `json:"id"`

	// `presenter` may do everything, `controller` may drive and take part, `viewer` may take part
	// as far as the settings let it.
	Role PresentationRole `json:"role"`

	// What the devices are called that do not name themselves.
	Name *string `json:"name"`

	// How many devices have claimed it.
	Claims int64 `json:"claims"`

	// How many devices can claim it.
	MaxClaims int64 `json:"max_claims"`

	// A moment, in UTC.
	ExpiresAt time.Time `json:"expires_at"`
}

// PollClosedEvent: The event `poll.closed`.
type PollClosedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type PollClosedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A poll that takes no votes any more.
	Data ClosedPoll `json:"data"`
}

// PollPage: A page of polls.
type PollPage struct {
	// The polls.
	Data []Poll `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// Presentation: A presentation.
type Presentation struct {
	// Identifies a presentation. Its room is `presentation:` and this.
	ID string `json:"id"`

	// What it is called.
	Title string `json:"title"`

	// `ready` until somebody starts or drives it, `live` until a presenter ends it, then `ended`.
	Status PresentationStatus `json:"status"`

	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// Grows when title, slides or settings change.
	Revision int64 `json:"revision"`

	// The slides, in order.
	Slides []Slide `json:"slides"`

	// What the audience may do. Presenters always may.
	Settings PresentationSettings `json:"settings"`

	// A moment, in UTC.
	CreatedAt time.Time `json:"created_at"`

	// A moment, in UTC.
	UpdatedAt time.Time `json:"updated_at"`

	// A moment, in UTC; null before it came.
	StartedAt *time.Time `json:"started_at"`

	// A moment, in UTC; null before it came.
	EndedAt *time.Time `json:"ended_at"`
}

// PresentationCreatedEvent: The event `presentation.created`.
type PresentationCreatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type PresentationCreatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A presentation without its slides.
	Data PresentationSummary `json:"data"`
}

// PresentationDeletedEvent: The event `presentation.deleted`.
type PresentationDeletedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type PresentationDeletedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A presentation without its slides.
	Data PresentationSummary `json:"data"`
}

// PresentationEndedEvent: The event `presentation.ended`.
type PresentationEndedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type PresentationEndedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A presentation without its slides.
	Data PresentationSummary `json:"data"`
}

// PresentationPage: A page of presentations.
type PresentationPage struct {
	// The presentations.
	Data []PresentationSummary `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// PresentationSlideChangedEvent: The event `presentation.slide-changed`.
type PresentationSlideChangedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type PresentationSlideChangedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// The slide that is shown after another one.
	Data SlideChange `json:"data"`
}

// PresentationStartedEvent: The event `presentation.started`.
type PresentationStartedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type PresentationStartedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A presentation without its slides.
	Data PresentationSummary `json:"data"`
}

// PresentationSummary: A presentation without its slides.
type PresentationSummary struct {
	// Identifies a presentation. Its room is `presentation:` and this.
	ID string `json:"id"`

	// What it is called.
	Title string `json:"title"`

	// `ready` until somebody starts or drives it, `live` until a presenter ends it, then `ended`.
	Status PresentationStatus `json:"status"`

	// How many slides it has.
	SlideCount int64 `json:"slide_count"`

	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// A moment, in UTC.
	CreatedAt time.Time `json:"created_at"`

	// A moment, in UTC.
	UpdatedAt time.Time `json:"updated_at"`

	// A moment, in UTC; null before it came.
	StartedAt *time.Time `json:"started_at"`

	// A moment, in UTC; null before it came.
	EndedAt *time.Time `json:"ended_at"`
}

// QuestionPage: A page of questions.
type QuestionPage struct {
	// The questions.
	Data []Question `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// SendCommand: What to do.
type SendCommand struct {
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

	// Grows by one with each change of the state. What is older than what you have seen can be
	// dropped.
	Version *int64 `json:"version,omitzero"`
}

// Slide: A slide of a deck.
type Slide struct {
	// What it is called.
	Title string `json:"title"`

	// The speaker's notes, for presenters and controllers only.
	Notes string `json:"notes"`

	// How many further clicks the slide takes.
	Steps int64 `json:"steps"`

	// Seconds it is meant to take.
	Duration int64 `json:"duration"`
}

// SlideChange: The slide that is shown after another one.
type SlideChange struct {
	// Identifies a presentation. Its room is `presentation:` and this.
	PresentationID string `json:"presentation_id"`

	// The version of the state that shows it.
	Version int64 `json:"version"`

	// The slide, counted from 1.
	Slide int64 `json:"slide"`

	// How many of its steps are shown.
	Step int64 `json:"step"`

	// The slide that was shown before.
	PreviousSlide int64 `json:"previous_slide"`

	// Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and a
	// digest for a token without a user, or `server` for an API key.
	ChangedBy string `json:"changed_by"`
}

// UpdateDevice: What to change.
type UpdateDevice struct {
	// `presenter` may do everything, `controller` may drive and take part, `viewer` may take part
	// as far as the settings let it.
	Role *PresentationRole `json:"role,omitzero"`

	// What people call the device.
	Name *string `json:"name,omitzero"`
}

// UpdatePresentation: What to change. What is left out stays.
type UpdatePresentation struct {
	// What it is called.
	Title *string `json:"title,omitzero"`

	// The slides, in order.
	Slides []DefineSlide `json:"slides,omitzero"`

	// What the audience may do. What is left out stays; everything is on at first.
	Settings *ChangeSettings `json:"settings,omitzero"`
}
