package realtime

import (
	"fmt"
	mathrand "math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

const clientVersion = "0.1.0"

// Status is how the connection is.
type Status string

const (
	// StatusConnected means that the connection is there.
	StatusConnected Status = "connected"

	// StatusReconnecting means that it is not there, and will be tried again.
	StatusReconnecting Status = "reconnecting"

	// StatusClosed means that it is closed for good.
	StatusClosed Status = "closed"
)

// StateChange says how the connection is from now on.
type StateChange struct {
	Status Status

	// What the server calls this connection, while there is one.
	ConnectionID string

	// Why, if something is wrong.
	Err error

	// How long until the next try, while reconnecting.
	RetryIn time.Duration
}

type options struct {
	url            string
	timeout        time.Duration
	connectTimeout time.Duration
	openTimeout    time.Duration
	pingInterval   time.Duration
	pingTimeout    time.Duration
	initialBackoff time.Duration
	maxBackoff     time.Duration
	maxWaiting     int
	maxQueue       int
	http           *http.Client
	onState        func(StateChange)
	onError        func(error)
	onMessage      func(ServerMessage)
}

// Option sets something of a connection.
type Option func(*options)

// WithTimeout sets the time for each request, reconnects included. The default is 30 seconds; a
// context may end it earlier.
func WithTimeout(timeout time.Duration) Option {
	return func(o *options) { o.timeout = timeout }
}

// WithConnectTimeout sets the time for the first connection, all tries together. The default is 30
// seconds.
func WithConnectTimeout(timeout time.Duration) Option {
	return func(o *options) { o.connectTimeout = timeout }
}

// WithOpenTimeout sets the time for each try to connect, and for fetching a token. The default is 10
// seconds.
func WithOpenTimeout(timeout time.Duration) Option {
	return func(o *options) { o.openTimeout = timeout }
}

// WithPing sets after how much silence the server is asked, and how soon it must answer. The defaults
// are what the server says, and 10 seconds.
func WithPing(interval, timeout time.Duration) Option {
	return func(o *options) { o.pingInterval, o.pingTimeout = interval, timeout }
}

// WithBackoff sets the longest wait before the first try to reconnect, which doubles with each, and
// the longest wait before any. The defaults are half a second and 20 seconds.
func WithBackoff(initial, longest time.Duration) Option {
	return func(o *options) { o.initialBackoff, o.maxBackoff = initial, longest }
}

// WithMaxWaiting sets how many requests may wait while the connection is away. The default is 1000.
func WithMaxWaiting(most int) Option {
	return func(o *options) { o.maxWaiting = most }
}

// WithMaxQueue sets how many messages a room keeps for its reader. The default is 1000.
func WithMaxQueue(most int) Option {
	return func(o *options) { o.maxQueue = most }
}

// WithHTTPClient sets what opens the connections, for proxies or certificates.
func WithHTTPClient(client *http.Client) Option {
	return func(o *options) { o.http = client }
}

// OnState sets what is called when the connection is there, lost, or closed for good. It must not
// block.
func OnState(call func(StateChange)) Option {
	return func(o *options) { o.onState = call }
}

// OnError sets what is called with errors that belong to no call. It must not block.
func OnError(call func(error)) Option {
	return func(o *options) { o.onError = call }
}

// OnMessage sets what is called with what the server tells of no room that is followed. It must not
// block.
func OnMessage(call func(ServerMessage)) Option {
	return func(o *options) { o.onMessage = call }
}

func makeOptions(url string, given []Option) (*options, error) {
	o := &options{
		timeout:        30 * time.Second,
		connectTimeout: 30 * time.Second,
		openTimeout:    10 * time.Second,
		pingTimeout:    10 * time.Second,
		initialBackoff: 500 * time.Millisecond,
		maxBackoff:     20 * time.Second,
		maxWaiting:     1000,
		maxQueue:       1000,
		http:           http.DefaultClient,
		onState:        func(StateChange) {},
		onError:        func(error) {},
		onMessage:      func(ServerMessage) {},
	}
	for _, option := range given {
		option(o)
	}
	var err error
	o.url, err = websocketURL(url)
	return o, err
}

// backoff is how long to wait before a try, the first being 0: exponential with full jitter.
func (o *options) backoff(attempt int) time.Duration {
	longest := min(o.initialBackoff<<min(attempt, 20), o.maxBackoff)
	return time.Duration(mathrand.Int64N(int64(max(longest, 1))))
}

// websocketURL is the address of the WebSocket, from that of the server or from the whole one.
func websocketURL(given string) (string, error) {
	if given == "" {
		given = os.Getenv("STAGEWIRE_BASE_URL")
	}
	if given == "" {
		given = "http://127.0.0.1:8080"
	}
	parsed, err := url.Parse(given)
	if err != nil || parsed.Host == "" {
		return "", fmt.Errorf("stagewire: the URL must be a ws, wss, http or https address, not %q", given)
	}
	switch parsed.Scheme {
	case "http", "ws":
		parsed.Scheme = "ws"
	case "https", "wss":
		parsed.Scheme = "wss"
	default:
		return "", fmt.Errorf("stagewire: the URL must be a ws, wss, http or https address, not %q", given)
	}
	parsed.Path = strings.TrimRight(parsed.Path, "/")
	if !strings.HasSuffix(parsed.Path, address) {
		parsed.Path += address
	}
	parsed.Fragment = ""
	return parsed.String(), nil
}
