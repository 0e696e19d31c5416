package stagewire

import "time"

// CommandName: What to do.
type CommandName string

// Values of CommandName.
const (
	CommandNameNext          CommandName = "next"
	CommandNamePrevious      CommandName = "previous"
	CommandNameGoto          CommandName = "goto"
	CommandNameBlackout      CommandName = "blackout"
	CommandNamePointer       CommandName = "pointer"
	CommandNameTimer         CommandName = "timer"
	CommandNameAnnotate      CommandName = "annotate"
	CommandNameClear         CommandName = "clear"
	CommandNameTake          CommandName = "take"
	CommandNameHandOver      CommandName = "hand_over"
	CommandNameStart         CommandName = "start"
	CommandNameEnd           CommandName = "end"
	CommandNameState         CommandName = "state"
	CommandNameReact         CommandName = "react"
	CommandNameRaiseHand     CommandName = "raise_hand"
	CommandNameLowerHand     CommandName = "lower_hand"
	CommandNameChat          CommandName = "chat"
	CommandNameRemoveMessage CommandName = "remove_message"
	CommandNameCreatePoll    CommandName = "create_poll"
	CommandNameOpenPoll      CommandName = "open_poll"
	CommandNameClosePoll     CommandName = "close_poll"
	CommandNameVote          CommandName = "vote"
	CommandNameAsk           CommandName = "ask"
	CommandNameUpvote        CommandName = "upvote"
	CommandNameAnswer        CommandName = "answer"
	CommandNameDismiss       CommandName = "dismiss"
	CommandNameCursor        CommandName = "cursor"
)

// Environment: Where the key acts.
type Environment string

// Values of Environment.
const (
	EnvironmentProduction Environment = "production"
	EnvironmentSandbox    Environment = "sandbox"
)

// PageLinkRel: How the page relates to this one.
type PageLinkRel string

// Values of PageLinkRel.
const (
	PageLinkRelSelf     PageLinkRel = "self"
	PageLinkRelFirst    PageLinkRel = "first"
	PageLinkRelPrevious PageLinkRel = "previous"
	PageLinkRelNext     PageLinkRel = "next"
	PageLinkRelLast     PageLinkRel = "last"
)

// PollStatus: Whether votes are taken.
type PollStatus string

// Values of PollStatus.
const (
	PollStatusDraft  PollStatus = "draft"
	PollStatusOpen   PollStatus = "open"
	PollStatusClosed PollStatus = "closed"
)

// PresentationCommandAction: What the timer does.
type PresentationCommandAction string

// Values of PresentationCommandAction.
const (
	PresentationCommandActionStart PresentationCommandAction = "start"
	PresentationCommandActionPause PresentationCommandAction = "pause"
	PresentationCommandActionReset PresentationCommandAction = "reset"
)

// PresentationRole: `presenter` may do everything, `controller` may drive and take part, `viewer`
// may take part as far as the settings let it.
type PresentationRole string

// Values of PresentationRole.
const (
	PresentationRolePresenter  PresentationRole = "presenter"
	PresentationRoleController PresentationRole = "controller"
	PresentationRoleViewer     PresentationRole = "viewer"
)

// PresentationStatus: `ready` until somebody starts or drives it, `live` until a presenter ends
// it, then `ended`.
type PresentationStatus string

// Values of PresentationStatus.
const (
	PresentationStatusReady PresentationStatus = "ready"
	PresentationStatusLive  PresentationStatus = "live"
	PresentationStatusEnded PresentationStatus = "ended"
)

// QuestionStatus: What became of it.
type QuestionStatus string

// Values of QuestionStatus.
const (
	QuestionStatusOpen      QuestionStatus = "open"
	QuestionStatusAnswered  QuestionStatus = "answered"
	QuestionStatusDismissed QuestionStatus = "dismissed"
)

// Annotation: A line that was drawn.
type Annotation struct {
	// Counts up, so later lines lie above earlier ones.
	ID int64 `json:"id"`

	// A slide, counted from 1.
	Slide int64 `json:"slide"`

	// Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and a
	// digest for a token without a user, or `server` for an API key.
	By string `json:"by"`

	// Where it goes along.
	Points []Point `json:"points"`

	// A colour as `#rrggbb`.
	Color string `json:"color"`

	// As part of the slide's width.
	Width float64 `json:"width"`
}

// ChatMessage: Something that was said.
type ChatMessage struct {
	// Counts up within the presentation.
	ID int64 `json:"id"`

	// Somebody who takes part.
	From Participant `json:"from"`

	// What was said; empty when it was removed.
	Text string `json:"text"`

	// When.
	SentAt time.Time `json:"sent_at"`

	// Whether a presenter took it away.
	Removed bool `json:"removed"`
}

// CreatePoll: A poll to put to the audience.
type CreatePoll struct {
	// What is asked.
	Question string `json:"question"`

	// What can be chosen.
	Options []string `json:"options"`

	// Whether several options may be chosen at once.
	Multiple *bool `json:"multiple,omitzero"`

	// Whether a vote may be changed while the poll is open.
	Changeable *bool `json:"changeable,omitzero"`

	// Whether votes are taken at once.
	Open *bool `json:"open,omitzero"`
}

// DrawAnnotation: A line to draw on the slide that is shown.
type DrawAnnotation struct {
	// Where it goes along.
	Points []Point `json:"points"`

	// A colour as `#rrggbb`.
	Color *string `json:"color,omitzero"`

	// As part of the slide's width.
	Width *float64 `json:"width,omitzero"`
}

// Hand: A raised hand.
type Hand struct {
	// Somebody who takes part.
	From Participant `json:"from"`

	// When it was raised.
	RaisedAt time.Time `json:"raised_at"`
}

// PageLink: A neighbouring page.
type PageLink struct {
	// How the page relates to this one.
	Rel PageLinkRel `json:"rel"`

	// The page's path and query, the other parameters kept.
	URI string `json:"uri"`
}

// Pagination: Where this page stands in the whole list.
type Pagination struct {
	// This page, counted from 1.
	CurrentPage int64 `json:"currentPage"`

	// How many items it holds.
	CurrentPageItems int64 `json:"currentPageItems"`

	// How many items a full page holds.
	PageSize int64 `json:"pageSize"`

	// How many pages there are.
	PagesTotal int64 `json:"pagesTotal"`

	// How many items there are on all pages.
	ItemsTotal int64 `json:"itemsTotal"`

	// The pages next to this one, as far as they exist.
	Links []PageLink `json:"links"`
}

// Participant: Somebody who takes part.
type Participant struct {
	// Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and a
	// digest for a token without a user, or `server` for an API key.
	ID string `json:"id"`

	// What the device or user is called, if anything.
	Name *string `json:"name"`

	// `presenter` may do everything, `controller` may drive and take part, `viewer` may take part
	// as far as the settings let it.
	Role PresentationRole `json:"role"`
}

// Point: A place on the slide, from the upper left corner, as parts of its width and height.
type Point struct {
	// From left to right.
	X float64 `json:"x"`

	// From top to bottom.
	Y float64 `json:"y"`
}

// Poll: A poll with its votes so far.
type Poll struct {
	// Identifies a poll.
	ID string `json:"id"`

	// Grows with each change. Drop what is older than what you have seen.
	Version int64 `json:"version"`

	// What is asked.
	Question string `json:"question"`

	// What can be chosen.
	Options []string `json:"options"`

	// Whether several options may be chosen at once.
	Multiple bool `json:"multiple"`

	// Whether a vote may be changed while the poll is open.
	Changeable bool `json:"changeable"`

	// Whether votes are taken.
	Status PollStatus `json:"status"`

	// How many chose each option, in their order.
	Counts []int64 `json:"counts"`

	// How many have voted.
	Votes int64 `json:"votes"`

	// When it was made.
	CreatedAt time.Time `json:"created_at"`
}

// PresentationCommand: What to do. Which fields go with it depends on `name`.
//
//   - Driving, for presenters and controllers: `next`, `previous`, `goto` (`slide`, `step`),
//     `blackout` (`on`), `pointer` (`point`, null takes it away), `timer` (`action`), `annotate`
//     (`annotation`), `clear` (`slide`, else all). `take` keeps other drivers off, `hand_over`
//     (`to`, null for nobody) gives that to another. A presenter may take the drive from anybody.
//   - For presenters: `start`, `end`, `create_poll` (`poll`), `open_poll`, `close_poll` (`poll_id`),
//     `answer` (`question_id`, `text`), `dismiss` (`question_id`), `remove_message` (`message_id`).
//   - For everybody, as far as the settings let them: `react` (`reaction`), `raise_hand`,
//     `lower_hand` (`participant`: a presenter may lower another's), `chat` (`text`), `vote`
//     (`poll_id`, `choices`: places of options, counted from 0), `ask` (`text`), `upvote`
//     (`question_id`, `on`), `cursor` (`point`).
//   - `state` changes nothing and answers the `snapshot`.
type PresentationCommand struct {
	// What to do.
	Name CommandName `json:"name"`

	// A slide, counted from 1.
	Slide *int64 `json:"slide,omitzero"`

	// How many of the slide's extra steps are shown.
	Step *int64 `json:"step,omitzero"`

	// True unless it is said, for `blackout` and `upvote`.
	On *bool `json:"on,omitzero"`

	// Where; null takes it away.
	Point Nullable[Point] `json:"point,omitzero"`

	// What the timer does.
	Action *PresentationCommandAction `json:"action,omitzero"`

	// A line to draw on the slide that is shown.
	Annotation *DrawAnnotation `json:"annotation,omitzero"`

	// Who drives from now on; null for nobody.
	To Nullable[string] `json:"to,omitzero"`

	// An emoji, or a short word.
	Reaction *string `json:"reaction,omitzero"`

	// Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and a
	// digest for a token without a user, or `server` for an API key.
	Participant *string `json:"participant,omitzero"`

	// What is said.
	Text *string `json:"text,omitzero"`

	// Counts up within the presentation.
	MessageID *int64 `json:"message_id,omitzero"`

	// A poll to put to the audience.
	Poll *CreatePoll `json:"poll,omitzero"`

	// Identifies a poll.
	PollID *string `json:"poll_id,omitzero"`

	// The chosen options' places, counted from 0.
	Choices []int64 `json:"choices,omitzero"`

	// Identifies a question.
	QuestionID *string `json:"question_id,omitzero"`
}

// PresentationSettings: What the audience may do. Presenters always may.
type PresentationSettings struct {
	// React.
	Reactions bool `json:"reactions"`

	// Raise hands.
	Hands bool `json:"hands"`

	// Write in the chat.
	Chat bool `json:"chat"`

	// Ask questions and vote for them.
	Questions bool `json:"questions"`

	// Vote in polls.
	Polls bool `json:"polls"`

	// Show where they point.
	Cursors bool `json:"cursors"`
}

// PresentationSnapshot: Everything that somebody who joins needs, as of one moment: the last 50
// chat messages, the 50 most wanted questions, the newest 20 polls and the first 100 raised hands.
type PresentationSnapshot struct {
	// Identifies a presentation. Its room is `presentation:` and this.
	PresentationID string `json:"presentation_id"`

	// A room of the application. Rooms come into being when they are first used.
	Room string `json:"room"`

	// What it is called.
	Title string `json:"title"`

	// Grows when title, slides or settings change.
	Revision int64 `json:"revision"`

	// What the audience may do. Presenters always may.
	Settings PresentationSettings `json:"settings"`

	// The slides, in order.
	Slides []ShownSlide `json:"slides"`

	// All of what is shown now. It stands for itself; nothing needs to be added up.
	State PresentationState `json:"state"`

	// Somebody who takes part.
	You Participant `json:"you"`

	// Who has raised a hand, the first one first.
	Hands []Hand `json:"hands"`

	// The polls, the newest first. Drafts are for presenters only.
	Polls []Poll `json:"polls"`

	// The questions that were not dismissed, the most wanted first.
	Questions []Question `json:"questions"`

	// The chat, the oldest first.
	Messages []ChatMessage `json:"messages"`

	// Milliseconds since 1970, UTC.
	ServerTime int64 `json:"server_time"`
}

// PresentationState: All of what is shown now. It stands for itself; nothing needs to be added up.
type PresentationState struct {
	// Grows by one with each change of the state. What is older than what you have seen can be
	// dropped.
	Version int64 `json:"version"`

	// `ready` until somebody starts or drives it, `live` until a presenter ends it, then `ended`.
	Status PresentationStatus `json:"status"`

	// A slide, counted from 1.
	Slide int64 `json:"slide"`

	// How many of the slide's extra steps are shown.
	Step int64 `json:"step"`

	// Whether the screen is dark.
	Blackout bool `json:"blackout"`

	// Where the pointer is; null while there is none.
	Pointer *Point `json:"pointer"`

	// A stopwatch. While it is `running` it shows `elapsed_ms` and what has passed since
	// `started_at`; else `elapsed_ms`.
	Timer PresentationTimer `json:"timer"`

	// The lines on all slides, at most 64 with 2000 points.
	Annotations []Annotation `json:"annotations"`

	// Who drives and keeps others from it; null while everybody with the role may.
	Driver *string `json:"driver"`
}

// PresentationTimer: A stopwatch. While it is `running` it shows `elapsed_ms` and what has passed
// since `started_at`; else `elapsed_ms`.
type PresentationTimer struct {
	// Whether it runs.
	Running bool `json:"running"`

	// Since when it runs, in milliseconds since 1970; null while it does not.
	StartedAt *int64 `json:"started_at"`

	// Milliseconds it had run before.
	ElapsedMs int64 `json:"elapsed_ms"`
}

// Question: A question of the audience.
type Question struct {
	// Identifies a question.
	ID string `json:"id"`

	// Grows with each change. Drop what is older than what you have seen.
	Version int64 `json:"version"`

	// Somebody who takes part.
	From Participant `json:"from"`

	// What is asked.
	Text string `json:"text"`

	// How many want to know it too.
	Upvotes int64 `json:"upvotes"`

	// What became of it.
	Status QuestionStatus `json:"status"`

	// The answer, if it was written.
	Answer *string `json:"answer"`

	// When.
	AskedAt time.Time `json:"asked_at"`
}

// ShownSlide: A slide as a participant may see it.
type ShownSlide struct {
	// What it is called.
	Title string `json:"title"`

	// How many of the slide's extra steps are shown.
	Steps int64 `json:"steps"`

	// Seconds it is meant to take. Presenters and controllers see it.
	Duration *int64 `json:"duration,omitzero"`

	// The speaker's notes. Presenters and controllers see them.
	Notes *string `json:"notes,omitzero"`
}
