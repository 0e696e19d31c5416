package realtime

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

var (
	// ErrQueueFull means that too many requests wait for the connection to come back; this one was
	// not taken.
	ErrQueueFull = errors.New("stagewire: too many requests wait for the connection")

	// ErrNoToken is for a TokenSource to say that there will never be a token: the connection is
	// then closed for good. After any other error it is asked again.
	ErrNoToken = errors.New("stagewire: there is no token")
)

// RequestError means that the server refused a request. The connection lives on.
type RequestError struct {
	// What went wrong, for programs: forbidden, rate_limited, …
	Code string

	// What went wrong, for people.
	Message string

	// The field that is wrong. Empty where none is.
	Field string

	// How long to wait before the next try. Nil where the server does not say.
	RetryAfter *time.Duration

	// The whole message.
	Details *Error
}

func (e *RequestError) Error() string {
	return fmt.Sprintf("stagewire: %s (%s)", e.Message, e.Code)
}

func requestError(raw json.RawMessage) error {
	var details Error
	if err := json.Unmarshal(raw, &details); err != nil {
		return &ConnectionError{Err: err}
	}
	made := &RequestError{Code: details.Code, Message: details.Message, Details: &details}
	if details.Field != nil {
		made.Field = *details.Field
	}
	if details.RetryAfter != nil {
		wait := time.Duration(*details.RetryAfter * float64(time.Second))
		made.RetryAfter = &wait
	}
	return made
}

// ConnectionError means that the server could not be reached, or that the connection broke. After
// the latter nobody knows whether a request that could not be repeated was done.
type ConnectionError struct {
	// The HTTP status, where the server answered with one instead of a WebSocket.
	StatusCode int

	Err error
}

func (e *ConnectionError) Error() string {
	if e.StatusCode != 0 {
		return fmt.Sprintf("stagewire: the server answered with status %d", e.StatusCode)
	}
	return fmt.Sprintf("stagewire: %v", e.Err)
}

func (e *ConnectionError) Unwrap() error {
	return e.Err
}

// ClosedError means that the connection is closed for good, or could not be opened.
type ClosedError struct {
	// The close code, 1000 after Close; see CloseCodes.
	Code int

	// The code's name in the contract. Empty where it has none.
	Name string

	// Why, in the server's words.
	Reason string

	// Whether trying again helps.
	Reconnect bool
}

func (e *ClosedError) Error() string {
	reason := e.Reason
	if reason == "" {
		reason = "no reason given"
	}
	return fmt.Sprintf("stagewire: the connection was closed: %s (%d)", reason, e.Code)
}

// TokenError means that the token could not be had. Err is what the TokenSource answered.
type TokenError struct {
	Err error
}

func (e *TokenError) Error() string {
	return fmt.Sprintf("stagewire: no token: %v", e.Err)
}

func (e *TokenError) Unwrap() error {
	return e.Err
}

var errLost = errors.New("the connection broke before the answer came")
