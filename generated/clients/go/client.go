package stagewire

import (
	"net/http"
	"os"
	"strings"
	"time"
)

// Client is a Stagewire server: the operations of every API. It is safe for concurrent use; make
// one and keep it.
type Client struct {
	// Connections, events and users of an application over time.
	Analytics *AnalyticsService

	// Applications, their settings and keys, and tokens for their clients.
	Applications *ApplicationsService

	// Events from a server to everybody in a room.
	Broadcasts *BroadcastsService

	// API keys with scopes, environments, expiry and rotation.
	Keys *KeysService

	// Software licences with device limits, floating seats, heartbeats and files that verify
	// offline.
	Licenses *LicensesService

	// Short links with passwords, expiry, UTM parameters, QR codes, tags and statistics.
	Links *LinksService

	// Presentations that phones drive and audiences join.
	Presentations *PresentationsService

	// Who is connected, and what happens in rooms.
	Realtime *RealtimeService

	// Whether the server lives, is ready, and which version it is.
	System *SystemService

	// Events sent to an application's own servers, signed, until they arrive.
	Webhooks *WebhooksService

	// Relay credentials for peers that cannot reach each other directly.
	Webrtc *WebrtcService

	transport *transport
}

// Option sets something of a Client.
type Option func(*transport)

// New makes a client. Without options it reads STAGEWIRE_BASE_URL (else http://127.0.0.1:8080) and
// STAGEWIRE_API_KEY from the environment.
func New(options ...Option) *Client {
	t := &transport{
		baseURL:        os.Getenv("STAGEWIRE_BASE_URL"),
		apiKey:         os.Getenv("STAGEWIRE_API_KEY"),
		timeout:        30 * time.Second,
		maxRetries:     2,
		header:         http.Header{},
		initialBackoff: 500 * time.Millisecond,
		maxBackoff:     8 * time.Second,
		maxRetryAfter:  60 * time.Second,
		http: &http.Client{
			// No operation redirects, and a key must not follow one to another host.
			CheckRedirect: func(*http.Request, []*http.Request) error {
				return http.ErrUseLastResponse
			},
		},
	}
	for _, option := range options {
		option(t)
	}
	if t.baseURL == "" {
		t.baseURL = "http://127.0.0.1:8080"
	}
	t.baseURL = strings.TrimRight(t.baseURL, "/")
	return &Client{
		Analytics:     &AnalyticsService{transport: t},
		Applications:  &ApplicationsService{transport: t},
		Broadcasts:    &BroadcastsService{transport: t},
		Keys:          &KeysService{transport: t},
		Licenses:      &LicensesService{transport: t},
		Links:         &LinksService{transport: t},
		Presentations: &PresentationsService{transport: t},
		Realtime:      &RealtimeService{transport: t},
		System:        &SystemService{transport: t},
		Webhooks:      &WebhooksService{transport: t},
		Webrtc:        &WebrtcService{transport: t},
		transport:     t,
	}
}

// WithBaseURL says where the server is.
func WithBaseURL(url string) Option {
	return func(t *transport) { t.baseURL = url }
}

// WithAPIKey sets the key that is sent with every call that needs one.
func WithAPIKey(key string) Option {
	return func(t *transport) { t.apiKey = key }
}

// WithTimeout sets the time for each try. The default is 30 seconds.
func WithTimeout(timeout time.Duration) Option {
	return func(t *transport) { t.timeout = timeout }
}

// WithMaxRetries sets how often to try again after 429, 500, 502, 503, 504 or a broken connection;
// only calls that are safe to repeat. The default is 2.
func WithMaxRetries(retries int) Option {
	return func(t *transport) { t.maxRetries = retries }
}

// WithHeader adds a header to every call.
func WithHeader(name, value string) Option {
	return func(t *transport) { t.header.Set(name, value) }
}

// WithHTTPClient sets what sends the requests.
func WithHTTPClient(client *http.Client) Option {
	return func(t *transport) { t.http = client }
}

// WithBackoff sets the longest wait before the first retry, which doubles with each, and the
// longest wait before any. The defaults are half a second and 8 seconds.
func WithBackoff(initial, longest time.Duration) Option {
	return func(t *transport) { t.initialBackoff, t.maxBackoff = initial, longest }
}

// WithMaxRetryAfter sets the longest wait that a server may ask for; beyond it there is no retry.
// The default is 60 seconds.
func WithMaxRetryAfter(longest time.Duration) Option {
	return func(t *transport) { t.maxRetryAfter = longest }
}

// RequestOption sets something for one call.
type RequestOption func(*request)

// RequestTimeout sets the time for each try of this call.
func RequestTimeout(timeout time.Duration) RequestOption {
	return func(r *request) { r.timeout = timeout }
}

// RequestMaxRetries sets how often to try this call again.
func RequestMaxRetries(retries int) RequestOption {
	return func(r *request) { r.maxRetries = retries }
}

// RequestHeader adds a header to this call.
func RequestHeader(name, value string) RequestOption {
	return func(r *request) { r.header.Set(name, value) }
}

// IdempotencyKey makes a retry of your own safe, where the operation honours it. Without it one is
// made for each call.
func IdempotencyKey(key string) RequestOption {
	return RequestHeader("Idempotency-Key", key)
}
