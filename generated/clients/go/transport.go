package stagewire

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strconv"
	"time"
)

type transport struct {
	baseURL        string
	apiKey         string
	timeout        time.Duration
	maxRetries     int
	header         http.Header
	initialBackoff time.Duration
	maxBackoff     time.Duration
	maxRetryAfter  time.Duration
	http           *http.Client
}

// call is one operation with its arguments.
type call struct {
	method      string
	path        string
	segments    []string // Those of the path that the caller named.
	query       url.Values
	body        any
	accept      string
	keyHeader   string
	keyPrefix   string
	keyOptional bool
	idempotent  bool
}

// request is a call on its way: what is the same for every try.
type request struct {
	call       call
	url        string
	header     http.Header
	body       []byte
	timeout    time.Duration
	maxRetries int
}

// do sends a call, as often as it takes and is safe, and answers the body.
func (t *transport) do(ctx context.Context, c call, options []RequestOption) ([]byte, error) {
	r, err := t.prepare(c, options)
	if err != nil {
		return nil, err
	}
	triesLeft := 0
	if idempotent(c.method) || r.header.Get("Idempotency-Key") != "" {
		triesLeft = r.maxRetries
	}
	backoff := t.initialBackoff
	for {
		body, err := t.try(ctx, r)
		if err == nil {
			return body, nil
		}
		// The caller's own deadline or cancellation ends the call.
		wait, again := t.wait(r, err, triesLeft, backoff)
		if !again || ctx.Err() != nil {
			return nil, err
		}
		triesLeft--
		backoff = min(2*backoff, t.maxBackoff)
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil, err
		}
	}
}

func (t *transport) prepare(c call, options []RequestOption) (*request, error) {
	base, err := url.Parse(t.baseURL)
	if err != nil || (base.Scheme != "http" && base.Scheme != "https") || base.Host == "" {
		return nil, fmt.Errorf("stagewire: the base URL must be an http or https address, not %q", t.baseURL)
	}
	for _, name := range c.segments {
		// They would lead to another path.
		if name == "" || name == "." || name == ".." {
			return nil, fmt.Errorf("stagewire: %s %s: a part of the path must not be %q", c.method, c.path, name)
		}
	}
	r := &request{
		call:       c,
		url:        t.baseURL + c.path,
		header:     http.Header{},
		timeout:    t.timeout,
		maxRetries: t.maxRetries,
	}
	if len(c.query) > 0 {
		r.url += "?" + c.query.Encode()
	}
	r.header.Set("Accept", c.accept)
	r.header.Set("User-Agent", "stagewire-client-go/"+clientVersion+" "+runtime.Version())
	if c.body != nil {
		if r.body, err = json.Marshal(c.body); err != nil {
			return nil, fmt.Errorf("stagewire: %w", err)
		}
		r.header.Set("Content-Type", "application/json")
	}
	for name, values := range t.header {
		r.header[name] = values
	}
	for _, option := range options {
		option(r)
	}
	if c.keyHeader != "" && r.header.Get(c.keyHeader) == "" {
		if t.apiKey != "" {
			r.header.Set(c.keyHeader, c.keyPrefix+t.apiKey)
		} else if !c.keyOptional {
			return nil, errors.New("stagewire: use WithAPIKey, or set STAGEWIRE_API_KEY")
		}
	}
	if c.idempotent && r.header.Get("Idempotency-Key") == "" {
		// Made once, so that the server knows every further try for the same request.
		r.header.Set("Idempotency-Key", uuid())
	}
	return r, nil
}

func (t *transport) try(ctx context.Context, r *request) ([]byte, error) {
	within, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	sent, err := http.NewRequestWithContext(within, r.call.method, r.url, bytes.NewReader(r.body))
	if err != nil {
		return nil, fmt.Errorf("stagewire: %w", err)
	}
	if r.body == nil {
		sent.Body, sent.GetBody, sent.ContentLength = nil, nil, 0
	}
	sent.Header = r.header.Clone()
	response, err := t.http.Do(sent)
	if err != nil {
		return nil, t.unreachable(r, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, t.unreachable(r, err)
	}
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return nil, newError(response.StatusCode, response.Header, body)
	}
	return body, nil
}

func (t *transport) unreachable(r *request, err error) error {
	// net/http wraps what happened in the URL, which may hold query parameters.
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	var network net.Error
	timeout := errors.Is(err, context.DeadlineExceeded) || (errors.As(err, &network) && network.Timeout())
	return &ConnectionError{Method: r.call.method, URL: t.baseURL + r.call.path, Err: err, timeout: timeout}
}

// wait answers how long to wait for the next try, and whether there is one: what the server asks
// for, else exponential backoff with full jitter.
func (t *transport) wait(r *request, err error, triesLeft int, backoff time.Duration) (time.Duration, bool) {
	if triesLeft <= 0 {
		return 0, false
	}
	var answered *Error
	if errors.As(err, &answered) {
		switch answered.StatusCode {
		case 429, 500, 502, 503, 504:
		case 409:
			// The first try of this call is still running: its answer can be had in a moment.
			if r.header.Get("Idempotency-Key") == "" || answered.RetryAfter == nil {
				return 0, false
			}
		default:
			return 0, false
		}
		if asked := answered.RetryAfter; asked != nil {
			return *asked, *asked <= t.maxRetryAfter
		}
	} else if !errors.As(err, new(*ConnectionError)) {
		return 0, false
	}
	return time.Duration(mathrand.Int64N(int64(max(backoff, 1)))), true
}

// idempotent reports whether RFC 9110 calls the method so: sending it twice does no more than once.
func idempotent(method string) bool {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodDelete:
		return true
	}
	return false
}

// send sends a call and reads its JSON answer.
func send[T any](ctx context.Context, t *transport, c call, options []RequestOption) (T, error) {
	var made, none T
	body, err := t.do(ctx, c, options)
	if err != nil {
		return none, err
	}
	if err := json.Unmarshal(body, &made); err != nil {
		return none, &ResponseError{Method: c.method, Path: c.path, Body: body, Err: err}
	}
	return made, nil
}

// walk answers every item of every page. read answers a page's items, its number and how many
// there are.
func walk[P, T any](
	start *int64,
	fetch func(number int64) (P, error),
	read func(page P) ([]T, int64, int64),
) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		number := int64(1)
		if start != nil {
			number = *start
		}
		for {
			page, err := fetch(number)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			items, current, total := read(page)
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if current >= total {
				return
			}
			number = current + 1
		}
	}
}

// segment is one part of a path.
func segment[T string | int64](value T) string {
	return url.PathEscape(fmt.Sprint(value))
}

func addString[T ~string](query url.Values, name string, value *T) {
	if value != nil {
		query.Add(name, string(*value))
	}
}

func addInteger(query url.Values, name string, value *int64) {
	if value != nil {
		query.Add(name, strconv.FormatInt(*value, 10))
	}
}

func addNumber(query url.Values, name string, value *float64) {
	if value != nil {
		query.Add(name, strconv.FormatFloat(*value, 'g', -1, 64))
	}
}

func addBoolean(query url.Values, name string, value *bool) {
	if value != nil {
		query.Add(name, strconv.FormatBool(*value))
	}
}

func addTime(query url.Values, name string, value *time.Time) {
	if value != nil {
		query.Add(name, value.UTC().Format(time.RFC3339Nano))
	}
}

// uuid is a version 4 UUID (RFC 9562).
func uuid() string {
	var b [16]byte
	rand.Read(b[:])
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
