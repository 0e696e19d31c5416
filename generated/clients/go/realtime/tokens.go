package realtime

import (
	"context"
	"errors"
	"regexp"
	"sync"
	"time"
)

// TokenSource answers a client token. It is asked whenever a new one is needed: for the first
// connection, and when the last one ended, ends soon or was refused.
type TokenSource interface {
	Token(ctx context.Context) (string, error)
}

// TokenFunc is a TokenSource made of a function.
type TokenFunc func(ctx context.Context) (string, error)

// Token calls the function.
func (f TokenFunc) Token(ctx context.Context) (string, error) {
	return f(ctx)
}

// StaticToken is one token for all times: the connection ends with it.
type StaticToken string

// Token answers it.
func (t StaticToken) Token(context.Context) (string, error) {
	return string(t), nil
}

// A token that ends sooner is not worth a try.
const leastLeft = 5 * time.Second

// It travels as the name of a subprotocol (RFC 6455, section 4.1): a token of RFC 9110.
var usable = regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")

// tokens keeps the token as long as it lasts.
type tokens struct {
	source  TokenSource
	timeout time.Duration

	mu    sync.Mutex
	token string
	ends  time.Time
	fresh bool
}

func (t *tokens) renewable() bool {
	_, static := t.source.(StaticToken)
	return !static
}

// current answers the token, a new one if the one before has ended.
func (t *tokens) current(ctx context.Context) (string, error) {
	t.mu.Lock()
	token, ends := t.token, t.ends
	t.mu.Unlock()
	if token != "" && (ends.IsZero() || time.Until(ends) > leastLeft || !t.renewable()) {
		return token, nil
	}
	return t.renew(ctx)
}

func (t *tokens) renew(ctx context.Context) (string, error) {
	within, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	type answer struct {
		token string
		err   error
	}
	// A source that does not look at its context must not hold up the connection.
	answered := make(chan answer, 1)
	go func() {
		token, err := t.source.Token(within)
		answered <- answer{token, err}
	}()
	var got answer
	select {
	case got = <-answered:
	case <-within.Done():
		got.err = within.Err()
	}
	if got.err != nil {
		return "", &TokenError{Err: got.err}
	}
	if !usable.MatchString(got.token) {
		err := errors.New("it is no client token, which is a JWT")
		if !t.renewable() {
			err = errors.Join(err, ErrNoToken)
		}
		// Else it may be an error page of what is between: the next answer may be a token.
		return "", &TokenError{Err: err}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.token, t.ends, t.fresh = got.token, time.Time{}, true
	return got.token, nil
}

// accepted notes when the token ends, in milliseconds since 1970.
func (t *tokens) accepted(ends int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ends, t.fresh = time.UnixMilli(ends), false
}

// refused forgets the token, and reports whether another one may do: it was kept from before.
func (t *tokens) refused() bool {
	if !t.renewable() {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	kept := !t.fresh
	t.token = ""
	return kept
}

// mayCome reports whether asking again helps.
func mayCome(err error) bool {
	return !errors.Is(err, ErrNoToken)
}
