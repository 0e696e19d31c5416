package realtime

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/stagewire/stagewire-go"
)

const (
	// A connection that lived shorter does not count as a success: the next wait is longer still.
	stable = 10 * time.Second

	// The server remembers keys for five minutes.
	remembered = 4 * time.Minute
)

// Realtime is a connection to a Stagewire server.
type Realtime struct {
	options *options
	tokens  *tokens
	ctx     context.Context
	cancel  context.CancelFunc
	over    chan struct{}

	mu sync.Mutex
	// The one that is there, and the same once its rooms are entered again: requests wait so long.
	attached *session
	session  *session
	err      error
	rooms    map[string]*Room
	waiting  []*call
}

// Connect connects, and stays connected: lost connections are made anew, rooms go on where they were.
//
// url is where the server is, as wss://stagewire.example.com (or https://…); empty, it is read from
// STAGEWIRE_BASE_URL, else it is http://127.0.0.1:8080. The first connection is tried again for
// WithConnectTimeout where that may help, then it fails: *ConnectionError when the server cannot be
// reached, *ClosedError when it refuses, *TokenError when there is no token. ctx counts for the first
// connection only.
func Connect(ctx context.Context, url string, token TokenSource, opts ...Option) (*Realtime, error) {
	o, err := makeOptions(url, opts)
	if err != nil {
		return nil, err
	}
	r := &Realtime{
		options: o,
		tokens:  &tokens{source: token, timeout: o.openTimeout},
		over:    make(chan struct{}),
		rooms:   map[string]*Room{},
	}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	s, err := r.first(ctx)
	if err != nil {
		r.finish(err)
		close(r.over)
		return nil, err
	}
	r.ready(s)
	go r.run(s)
	return r, nil
}

// Status is how the connection is.
func (r *Realtime) Status() Status {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.err != nil:
		return StatusClosed
	case r.session != nil:
		return StatusConnected
	}
	return StatusReconnecting
}

// ConnectionID is what the server calls this connection; another one after each reconnect. Empty
// while there is none.
func (r *Realtime) ConnectionID() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.session == nil {
		return ""
	}
	return r.session.welcome.ConnectionID
}

// UserID is whose connection it is, as the token says. Nil for nobody, and while there is none.
func (r *Realtime) UserID() *string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.session == nil {
		return nil
	}
	return r.session.welcome.UserID
}

// Done is closed when the connection is over for good; Err says why.
func (r *Realtime) Done() <-chan struct{} {
	return r.over
}

// Err is why the connection is over for good, nil while it is not. After Close it is a *ClosedError
// with the code 1000.
func (r *Realtime) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// Close closes the connection. Rooms end, requests without an answer fail. It waits until what the
// options gave to be called has returned: from there it is called with go.
func (r *Realtime) Close() error {
	r.mu.Lock()
	s := r.session
	r.mu.Unlock()
	r.finish(&ClosedError{Code: 1000, Reason: "closed by this client"})
	if s != nil {
		// It says goodbye; nobody needs to know whether it was heard.
		_ = s.conn.Close(1000, "")
	}
	r.cancel()
	<-r.over
	return nil
}

// --- rooms --------------------------------------------------------------------------------------

// Subscribe follows a room, over reconnects too.
func (r *Realtime) Subscribe(ctx context.Context, name string, opts ...SubscribeOption) (*Room, error) {
	room := &Room{name: name, realtime: r, presence: true, wake: make(chan struct{}, 1)}
	for _, option := range opts {
		option(room)
	}
	r.mu.Lock()
	if _, known := r.rooms[name]; known {
		r.mu.Unlock()
		return nil, fmt.Errorf("stagewire: this connection follows %s already", name)
	}
	r.rooms[name] = room
	r.mu.Unlock()
	_, err := r.do(ctx, &call{
		body:       room.asks,
		repeatable: true,
		onReply:    func(raw json.RawMessage) { r.enter(room, raw) },
	})
	if err != nil {
		r.leave(room)
		return nil, err
	}
	return room, nil
}

// enter takes the answer to a subscribe of the session that is there.
func (r *Realtime) enter(room *Room, raw json.RawMessage) {
	if err := room.entered(raw, r.ConnectionID()); err != nil {
		r.options.onError(&ConnectionError{Err: err})
	}
}

// leave ends a room, and answers what to wait for. On a connection that is gone there is nothing to
// leave.
func (r *Realtime) leave(room *Room) *call {
	r.mu.Lock()
	if r.rooms[room.name] != room {
		r.mu.Unlock()
		return nil
	}
	delete(r.rooms, room.name)
	var asked *call
	if r.attached != nil {
		// With the lock, as keep asks: it is sent after the subscribe that it takes back.
		asked = r.attached.ask(map[string]any{"type": "unsubscribe", "room": room.name}, nil)
	}
	r.mu.Unlock()
	room.end(nil)
	return asked
}

// --- requests -----------------------------------------------------------------------------------

// Publish tells a room, followed or not, and waits until the event has its place in the order. A Key
// makes a retry of your own safe. One is made for each call if left out, so that a publication that
// was cut off is sent again without being told twice.
func (r *Realtime) Publish(ctx context.Context, message Publish) (*Published, error) {
	return Do(ctx, r, message)
}

// Do sends any message and waits for its answer.
//
// While the connection is away it waits. One that was cut off is sent again where that is safe, else
// it fails with a *ConnectionError. *RequestError is the server's refusal, ErrQueueFull that too many
// wait, stagewire.ErrTimeout that no answer came in time.
func Do[R any](ctx context.Context, r *Realtime, message Request[R]) (*R, error) {
	raw, err := r.request(ctx, message)
	if err != nil {
		return nil, err
	}
	answer := new(R)
	if err := json.Unmarshal(raw, answer); err != nil {
		return nil, &ConnectionError{Err: fmt.Errorf("the answer to %s is not as agreed: %w", message.kind(), err)}
	}
	return answer, nil
}

func (r *Realtime) request(ctx context.Context, message asking) (json.RawMessage, error) {
	kind := message.kind()
	switch kind {
	case "auth", "refresh", "subscribe", "unsubscribe":
		return nil, fmt.Errorf("stagewire: %s is the connection's own business", kind)
	}
	text, err := json.Marshal(message)
	if err != nil {
		return nil, fmt.Errorf("stagewire: %w", err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, fmt.Errorf("stagewire: %w", err)
	}
	fields["type"] = kind
	if _, given := fields["key"]; message.keyed() && !given {
		// Made once, so that the server knows every further try for the same request.
		fields["key"] = rand.Text()
	}
	return r.do(ctx, &call{
		body:       func() map[string]any { return fields },
		keyed:      message.keyed(),
		repeatable: message.repeatable(),
	})
}

func (r *Realtime) do(ctx context.Context, c *call) (json.RawMessage, error) {
	c.done = make(chan result, 1)
	if err := r.take(c); err != nil {
		return nil, err
	}
	timer := time.NewTimer(r.options.timeout)
	defer timer.Stop()
	select {
	case got := <-c.done:
		return got.reply, got.err
	case <-ctx.Done():
		r.forget(c)
		return nil, ctx.Err()
	case <-timer.C:
		r.forget(c)
		return nil, fmt.Errorf("stagewire: no answer within %v: %w", r.options.timeout, stagewire.ErrTimeout)
	}
}

// take sends a call, or keeps it until the connection is there.
func (r *Realtime) take(c *call) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return r.err
	}
	if r.session != nil && r.session.send(c) {
		return nil
	}
	if len(r.waiting) >= r.options.maxWaiting {
		return ErrQueueFull
	}
	r.waiting = append(r.waiting, c)
	return nil
}

// forget means that nobody waits for a call any more.
func (r *Realtime) forget(c *call) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiting = slices.DeleteFunc(r.waiting, func(one *call) bool { return one == c })
	c.finish(nil, context.Canceled)
	if r.session != nil {
		r.session.forget(c)
	}
}

// --- its life -----------------------------------------------------------------------------------

func (r *Realtime) first(ctx context.Context) (*session, error) {
	within, cancel := context.WithTimeout(ctx, r.options.connectTimeout)
	defer cancel()
	for attempt := 0; ; attempt++ {
		s, failed := r.try(within)
		if failed == nil {
			return s, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !r.worth(failed) {
			return nil, failed.err
		}
		wait := max(r.options.backoff(attempt), failed.wait)
		r.options.onState(StateChange{Status: StatusReconnecting, Err: failed.err, RetryIn: wait})
		if !sleep(within, wait) {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, failed.err
		}
	}
}

func (r *Realtime) run(s *session) {
	defer close(r.over)
	defer r.cancel()
	for attempt := 0; s != nil; {
		began := time.Now()
		failed := s.run(r.ctx, func(kind string, raw json.RawMessage) { r.notice(s, kind, raw) })
		r.detach(s)
		if r.ctx.Err() != nil || r.Err() != nil {
			return
		}
		if time.Since(began) >= stable {
			attempt = 0
		}
		s, attempt = r.again(failed, attempt)
		if s != nil {
			r.restore(s)
		}
	}
}

// again answers the next session, or nil when it is over for good.
func (r *Realtime) again(failed *failure, attempt int) (*session, int) {
	for r.worth(failed) {
		wait := max(r.options.backoff(attempt), failed.wait)
		r.options.onState(StateChange{Status: StatusReconnecting, Err: failed.err, RetryIn: wait})
		if !sleep(r.ctx, wait) {
			return nil, attempt
		}
		attempt++
		s, next := r.try(r.ctx)
		if next == nil {
			return s, attempt
		}
		if r.ctx.Err() != nil {
			return nil, attempt
		}
		failed = next
	}
	r.finish(failed.err)
	return nil, attempt
}

// worth reports whether to try again; a token that was refused may have a successor.
func (r *Realtime) worth(failed *failure) bool {
	switch failed.code {
	case codeTokenExpired:
		r.tokens.refused()
		return r.tokens.renewable()
	case codeUnauthorized:
		return r.tokens.refused()
	}
	return failed.reconnect
}

func (r *Realtime) try(ctx context.Context) (*session, *failure) {
	token, err := r.tokens.current(ctx)
	if err != nil {
		if ctx.Err() == nil {
			r.options.onError(err)
		}
		return nil, &failure{err: err, reconnect: mayCome(err)}
	}
	s, failed := open(ctx, r.options, token)
	if failed == nil {
		r.tokens.accepted(s.welcome.ExpiresAt)
	}
	return s, failed
}

// restore enters the rooms again, and only then sends what waits, which may need them.
func (r *Realtime) restore(s *session) {
	r.mu.Lock()
	r.attached = s
	var rooms []*Room
	for _, room := range r.rooms {
		// One that is being entered for the first time waits with the other requests.
		if room.inside() {
			rooms = append(rooms, room)
		}
	}
	r.mu.Unlock()
	if len(rooms) == 0 {
		r.ready(s)
		return
	}
	go func() {
		var entering sync.WaitGroup
		for _, room := range rooms {
			entering.Add(1)
			go func() {
				defer entering.Done()
				r.keep(s, room, 0)
			}()
		}
		entering.Wait()
		r.ready(s)
	}()
}

func (r *Realtime) ready(s *session) {
	r.mu.Lock()
	if r.err != nil || !s.alive() {
		r.mu.Unlock()
		return
	}
	r.attached, r.session = s, s
	waiting := r.waiting
	r.waiting = nil
	for n, c := range waiting {
		if !r.same(s, c) {
			c.finish(nil, &ConnectionError{Err: errLost})
		} else if !s.send(c) {
			r.waiting = append(r.waiting, waiting[n:]...)
			break
		}
	}
	r.mu.Unlock()
	r.options.onState(StateChange{Status: StatusConnected, ConnectionID: s.welcome.ConnectionID})
}

// same reports whether the server knows the key of a call that was sent before: keys are a user's, or
// those of one token without a user, and not kept forever.
func (r *Realtime) same(s *session, c *call) bool {
	if !c.keyed || c.sent.IsZero() {
		return true
	}
	return (s.welcome.UserID != nil || c.token == s.current()) && time.Since(c.sent) < remembered
}

// detach keeps what can be sent again; the rest is lost.
func (r *Realtime) detach(s *session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.attached, r.session = nil, nil
	var again []*call
	for _, c := range s.left() {
		if c.repeatable && r.err == nil {
			again = append(again, c)
		} else {
			c.finish(nil, r.lost())
		}
	}
	r.waiting = append(again, r.waiting...)
}

func (r *Realtime) lost() error {
	if r.err != nil {
		return r.err
	}
	return &ConnectionError{Err: errLost}
}

func (r *Realtime) finish(err error) {
	r.mu.Lock()
	if r.err != nil {
		r.mu.Unlock()
		return
	}
	r.err = err
	rooms, waiting := r.rooms, r.waiting
	r.attached, r.session, r.rooms, r.waiting = nil, nil, map[string]*Room{}, nil
	r.mu.Unlock()
	for _, c := range waiting {
		c.finish(nil, err)
	}
	var closed *ClosedError
	asked := errors.As(err, &closed) && closed.Code == 1000
	for _, room := range rooms {
		if asked {
			room.end(nil)
		} else {
			room.end(err)
		}
	}
	r.options.onState(StateChange{Status: StatusClosed, Err: err})
}

// --- rooms over reconnects ----------------------------------------------------------------------

// resubscribe asks for what a room has missed, in the background.
func (r *Realtime) resubscribe(room *Room) {
	r.mu.Lock()
	s := r.attached
	r.mu.Unlock()
	if s != nil {
		go r.keep(s, room, 0)
	}
}

// keep subscribes to a room again. A room that may not be followed any more ends.
func (r *Realtime) keep(s *session, room *Room, attempt int) {
	r.mu.Lock()
	if r.rooms[room.name] != room {
		r.mu.Unlock()
		return
	}
	asked := s.ask(room.asks(), func(raw json.RawMessage) {
		if err := room.entered(raw, s.welcome.ConnectionID); err != nil {
			r.options.onError(&ConnectionError{Err: err})
		}
	})
	r.mu.Unlock()
	got := <-asked.done
	room.asked()
	if got.err == nil || !s.alive() {
		// Entered; or lost, and the next session asks again.
		return
	}
	var refused *RequestError
	if errors.As(got.err, &refused) && passing(refused.Code) {
		wait := r.options.backoff(attempt)
		if refused.RetryAfter != nil {
			wait = max(wait, *refused.RetryAfter)
		}
		time.AfterFunc(wait, func() { r.keep(s, room, attempt+1) })
		return
	}
	r.mu.Lock()
	if r.rooms[room.name] == room {
		delete(r.rooms, room.name)
	}
	r.mu.Unlock()
	room.end(got.err)
}

// passing reports whether a refusal may be over after a while.
func passing(code string) bool {
	return code == "rate_limited" || code == "unavailable" || code == "internal_error"
}

// --- what the server tells ----------------------------------------------------------------------

func (r *Realtime) notice(s *session, kind string, raw json.RawMessage) {
	var about struct {
		Room string `json:"room"`
	}
	told, err := decode(kind, raw)
	if err == nil {
		err = json.Unmarshal(raw, &about)
	}
	if err != nil {
		r.options.onError(&ConnectionError{Err: fmt.Errorf("a %s came that is not as agreed: %w", kind, err)})
		return
	}
	r.mu.Lock()
	room := r.rooms[about.Room]
	if kind == "unsubscribed" {
		delete(r.rooms, about.Room)
	}
	r.mu.Unlock()
	switch {
	case kind == "expiring":
		if r.tokens.renewable() {
			go r.renew(s)
		}
	case kind == "error":
		r.options.onError(requestError(raw))
	case told == nil:
		// A newer server's.
	case room == nil:
		r.options.onMessage(told)
	case kind == "subscribed":
		if err := room.entered(raw, s.welcome.ConnectionID); err != nil {
			r.options.onError(&ConnectionError{Err: err})
		}
	default:
		room.notice(told)
	}
}

// renew brings a new token before the old one ends. Where none comes in time, the server closes the
// connection, and the next one asks again.
func (r *Realtime) renew(s *session) {
	for attempt := 0; s.alive(); attempt++ {
		token, err := r.tokens.renew(r.ctx)
		if err == nil {
			got := <-s.ask(map[string]any{"type": "refresh", "token": token}, nil).done
			var refreshed Refreshed
			if err = got.err; err == nil {
				err = json.Unmarshal(got.reply, &refreshed)
			}
			if err == nil {
				r.tokens.accepted(refreshed.ExpiresAt)
				s.renewed(token)
				return
			}
		}
		if !s.alive() {
			return
		}
		r.options.onError(err)
		if !mayCome(err) || !sleep(r.ctx, r.options.backoff(attempt)) {
			return
		}
	}
}
