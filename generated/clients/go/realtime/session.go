package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
)

// call is a request on its way, over as many sessions as it takes.
type call struct {
	body       func() map[string]any
	keyed      bool
	repeatable bool

	// Called with the answer before anything that comes after it is read.
	onReply func(json.RawMessage)
	done    chan result

	// When and with which token it was first sent; what was sent may have been done.
	sent  time.Time
	token string
}

type result struct {
	reply json.RawMessage
	err   error
}

func (c *call) finish(reply json.RawMessage, err error) {
	select {
	case c.done <- result{reply, err}:
	default:
		// It was finished, or nobody waits any more.
	}
}

// failure is why there is no connection. wait is how long the server asks for.
type failure struct {
	err       error
	reconnect bool
	code      int
	wait      time.Duration
}

// session is one WebSocket, from its welcome to its end.
type session struct {
	conn         *websocket.Conn
	welcome      Welcome
	token        string
	pingInterval time.Duration
	pingTimeout  time.Duration

	mu       sync.Mutex
	number   int64
	requests map[int64]*call
	outgoing [][]byte
	over     bool

	wake  chan struct{}
	heard atomic.Int64
}

// open answers a welcomed session, or why there is none.
func open(ctx context.Context, o *options, token string) (*session, *failure) {
	within, cancel := context.WithTimeout(ctx, o.openTimeout)
	defer cancel()
	client := *o.http
	// The token must not follow a redirect to another host.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	conn, response, err := websocket.Dial(within, o.url, &websocket.DialOptions{
		HTTPClient: &client,
		HTTPHeader: http.Header{"User-Agent": {"stagewire-client-go/" + clientVersion + " " + runtime.Version()}},
		// Offered, so that it stands in no address that a proxy or a server logs.
		Subprotocols: []string{"stagewire.v1", "stagewire.token." + token},
	})
	if err != nil {
		return nil, unreachable(response, err)
	}
	conn.SetReadLimit(mostReceived)
	s := &session{
		conn:        conn,
		token:       token,
		pingTimeout: o.pingTimeout,
		requests:    map[int64]*call{},
		wake:        make(chan struct{}, 1),
	}
	_, raw, err := conn.Read(within)
	if err != nil {
		conn.CloseNow()
		return nil, ended(err)
	}
	if err := json.Unmarshal(raw, &s.welcome); err != nil || s.welcome.ConnectionID == "" {
		conn.CloseNow()
		return nil, &failure{err: &ConnectionError{Err: errors.New("the server's welcome is none")}}
	}
	s.pingInterval = o.pingInterval
	if s.pingInterval <= 0 {
		s.pingInterval = time.Duration(s.welcome.PingInterval) * time.Second
	}
	return s, nil
}

func unreachable(response *http.Response, err error) *failure {
	if response == nil || response.StatusCode == http.StatusSwitchingProtocols {
		return &failure{err: &ConnectionError{Err: err}, reconnect: true}
	}
	status := response.StatusCode
	made := &failure{err: &ConnectionError{StatusCode: status, Err: err}}
	made.reconnect = status >= 500 || status == 408 || status == 425 || status == 429
	if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil {
		made.wait = time.Duration(seconds) * time.Second
	}
	return made
}

// ended says what the end of a connection means.
func ended(err error) *failure {
	var closed websocket.CloseError
	if !errors.As(err, &closed) {
		if errors.Is(err, io.EOF) {
			err = errors.New("the connection broke")
		}
		return &failure{err: &ConnectionError{Err: err}, reconnect: true}
	}
	code := int(closed.Code)
	known, ours := CloseCodes[code]
	reconnect := known.Reconnect
	if !ours {
		// Other codes of RFC 6455 come from what lies between, which may be restarted.
		reconnect = code < 4000
	}
	return &failure{
		err:       &ClosedError{Code: code, Name: known.Name, Reason: closed.Reason, Reconnect: reconnect},
		reconnect: reconnect,
		code:      code,
	}
}

// send takes a call; the order of calls is that in which they are sent. It reports whether the
// session still lives.
func (s *session) send(c *call) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return false
	}
	s.number++
	body := c.body()
	body["id"] = s.number
	text, err := json.Marshal(body)
	if err == nil && len(text) > mostSent {
		err = fmt.Errorf("stagewire: a message may have at most %d bytes", mostSent)
	}
	if err != nil {
		c.finish(nil, err)
		return true
	}
	if c.sent.IsZero() {
		c.sent, c.token = time.Now(), s.token
	}
	s.requests[s.number] = c
	s.outgoing = append(s.outgoing, text)
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return true
}

// ask sends a message of the connection's own, and answers what to wait for.
func (s *session) ask(body map[string]any, onReply func(json.RawMessage)) *call {
	c := &call{body: func() map[string]any { return body }, onReply: onReply, done: make(chan result, 1)}
	if !s.send(c) {
		c.finish(nil, &ConnectionError{Err: errLost})
	}
	return c
}

// run reads until the connection is over, and says why.
func (s *session) run(ctx context.Context, onNotice func(kind string, raw json.RawMessage)) *failure {
	ctx, cancel := context.WithCancel(ctx)
	s.heard.Store(time.Now().UnixNano())
	var working sync.WaitGroup
	silent := make(chan struct{})
	working.Add(2)
	go func() {
		defer working.Done()
		s.write(ctx)
	}()
	go func() {
		defer working.Done()
		if s.watch(ctx) {
			close(silent)
			cancel()
		}
	}()
	made := s.read(ctx, onNotice)
	select {
	case <-silent:
		made = &failure{err: &ConnectionError{Err: errors.New("the server fell silent")}, reconnect: true}
	default:
	}
	s.mu.Lock()
	s.over = true
	s.mu.Unlock()
	cancel()
	s.conn.CloseNow()
	working.Wait()
	return made
}

// left answers the calls without an answer, in the order in which they were sent.
func (s *session) left() []*call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []*call
	for number := int64(1); number <= s.number && len(s.requests) > 0; number++ {
		if c, ok := s.requests[number]; ok {
			delete(s.requests, number)
			found = append(found, c)
		}
	}
	return found
}

func (s *session) alive() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.over
}

func (s *session) read(ctx context.Context, onNotice func(string, json.RawMessage)) *failure {
	for {
		_, raw, err := s.conn.Read(ctx)
		if err != nil {
			return ended(err)
		}
		s.heard.Store(time.Now().UnixNano())
		var head struct {
			Type string `json:"type"`
			ID   *int64 `json:"id"`
		}
		if err := json.Unmarshal(raw, &head); err != nil {
			return &failure{err: &ConnectionError{Err: fmt.Errorf("the server sent no message: %w", err)}, reconnect: true}
		}
		if head.ID == nil {
			onNotice(head.Type, raw)
			continue
		}
		s.mu.Lock()
		c := s.requests[*head.ID]
		delete(s.requests, *head.ID)
		s.mu.Unlock()
		switch {
		case c == nil:
			// Nobody waits for it any more.
		case head.Type == "error":
			c.finish(nil, requestError(raw))
		default:
			if c.onReply != nil {
				c.onReply(raw)
			}
			c.finish(raw, nil)
		}
	}
}

func (s *session) write(ctx context.Context) {
	for {
		select {
		case <-s.wake:
		case <-ctx.Done():
			return
		}
		s.mu.Lock()
		texts := s.outgoing
		s.outgoing = nil
		s.mu.Unlock()
		for _, text := range texts {
			if err := s.conn.Write(ctx, websocket.MessageText, text); err != nil {
				// The reader knows why.
				return
			}
		}
	}
}

// watch reports true when the server is silent and does not answer a ping either.
func (s *session) watch(ctx context.Context) bool {
	for {
		left := s.pingInterval - time.Since(time.Unix(0, s.heard.Load()))
		if left > 0 {
			if !sleep(ctx, left) {
				return false
			}
			continue
		}
		asked := time.Now().UnixNano()
		ping := s.ask(map[string]any{"type": "ping"}, nil)
		timer := time.NewTimer(s.pingTimeout)
		select {
		case <-ping.done:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			return false
		}
		if s.heard.Load() < asked {
			return true
		}
	}
}

// sleep reports whether the time passed before the context ended.
func sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// forget means that nobody waits for a call any more.
func (s *session) forget(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for number, one := range s.requests {
		if one == c {
			delete(s.requests, number)
		}
	}
}

// renewed notes the token that counts from now on.
func (s *session) renewed(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = token
}

// current is the token that counts now.
func (s *session) current() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.token
}
