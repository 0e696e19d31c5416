package stagewire

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Kinds of errors, for errors.Is.
var (
	// ErrBadRequest is 400: the request is malformed, a parameter is wrong, or a field is unknown.
	ErrBadRequest = errors.New("bad request")

	// ErrUnauthorized is 401: the API key is missing, wrong, expired or revoked.
	ErrUnauthorized = errors.New("unauthorized")

	// ErrForbidden is 403: the key is valid but may not do this.
	ErrForbidden = errors.New("forbidden")

	// ErrNotFound is 404: it does not exist, or it is not yours.
	ErrNotFound = errors.New("not found")

	// ErrConflict is 409: it contradicts what is already there.
	ErrConflict = errors.New("conflict")

	// ErrUnprocessableContent is 422: the body is well formed but breaks a rule.
	ErrUnprocessableContent = errors.New("unprocessable content")

	// ErrRateLimited is 429: too many requests.
	ErrRateLimited = errors.New("rate limited")

	// ErrServer is 5xx: something failed on the server's side.
	ErrServer = errors.New("server error")

	// ErrTimeout means that no answer came in time.
	ErrTimeout = errors.New("timeout")
)

// FieldError is one field that is wrong: its name as you sent it, and what was expected.
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Error is an answer with an error status.
type Error struct {
	// The HTTP status.
	StatusCode int

	// What went wrong, for programs. Empty where this API does not say it.
	Code string

	// What went wrong, for people.
	Message string

	// The fields that are wrong.
	Fields []FieldError

	// Names the request in the server's log.
	RequestID string

	// How long to wait before the next try. Nil where the server does not say.
	RetryAfter *time.Duration

	// The answer's headers.
	Header http.Header

	// The answer as it came.
	Body []byte
}

func (e *Error) Error() string {
	text := fmt.Sprintf("stagewire: %s (status %d", e.Message, e.StatusCode)
	if e.RequestID != "" {
		text += ", request " + e.RequestID
	}
	return text + ")"
}

// Is reports whether the status is one of the kind that target names.
func (e *Error) Is(target error) bool {
	switch e.StatusCode {
	case http.StatusBadRequest:
		return target == ErrBadRequest
	case http.StatusUnauthorized:
		return target == ErrUnauthorized
	case http.StatusForbidden:
		return target == ErrForbidden
	case http.StatusNotFound:
		return target == ErrNotFound
	case http.StatusConflict:
		return target == ErrConflict
	case http.StatusUnprocessableEntity:
		return target == ErrUnprocessableContent
	case http.StatusTooManyRequests:
		return target == ErrRateLimited
	}
	return e.StatusCode >= 500 && target == ErrServer
}

// ConnectionError means that no answer came: the server could not be reached, the connection
// broke, or the timeout passed.
type ConnectionError struct {
	Method string
	URL    string
	Err    error

	timeout bool
}

func (e *ConnectionError) Error() string {
	return fmt.Sprintf("stagewire: %s %s: %v", e.Method, e.URL, e.Err)
}

func (e *ConnectionError) Unwrap() error {
	return e.Err
}

// Timeout reports whether the timeout passed.
func (e *ConnectionError) Timeout() bool {
	return e.timeout
}

// Is reports whether target is ErrTimeout and the timeout passed.
func (e *ConnectionError) Is(target error) bool {
	return e.timeout && target == ErrTimeout
}

// ResponseError means that an answer did not keep to the contract.
type ResponseError struct {
	Method string
	Path   string
	Body   []byte
	Err    error
}

func (e *ResponseError) Error() string {
	return fmt.Sprintf("stagewire: %s %s answered something unexpected: %v", e.Method, e.Path, e.Err)
}

func (e *ResponseError) Unwrap() error {
	return e.Err
}

// newError reads the error of an answer, in any of the formats that the APIs use: problem details
// (RFC 9457), {"statusCode", "message"}, and {"success": false, "error"}.
func newError(status int, header http.Header, body []byte) *Error {
	var data map[string]json.RawMessage
	// What is no JSON object has none of the fields, and the status speaks for itself.
	_ = json.Unmarshal(body, &data)
	text := func(keys ...string) string {
		for _, key := range keys {
			var value string
			if json.Unmarshal(data[key], &value) == nil && value != "" {
				return value
			}
		}
		return ""
	}
	made := &Error{
		StatusCode: status,
		Code:       text("code"),
		Message:    text("detail", "message", "error", "title"),
		RequestID:  header.Get("X-Request-Id"),
		RetryAfter: parseRetryAfter(header.Get("Retry-After")),
		Header:     header,
		Body:       body,
	}
	if made.Message == "" {
		made.Message = http.StatusText(status)
	}
	if made.RequestID == "" {
		made.RequestID = text("requestId")
	}
	var seconds float64
	if made.RetryAfter == nil && json.Unmarshal(data["retry_after"], &seconds) == nil {
		made.RetryAfter = Ptr(time.Duration(seconds * float64(time.Second)))
	}
	_ = json.Unmarshal(data["errors"], &made.Fields)
	return made
}

// parseRetryAfter reads seconds or an HTTP date (RFC 9110, section 10.2.3).
func parseRetryAfter(value string) *time.Duration {
	if seconds, err := strconv.ParseUint(strings.TrimSpace(value), 10, 31); err == nil {
		return Ptr(time.Duration(seconds) * time.Second)
	}
	if when, err := http.ParseTime(value); err == nil {
		return Ptr(max(0, time.Until(when)))
	}
	return nil
}
