package stagewire

import (
	"context"
	"iter"
	"net/url"
)

// WebrtcService: Relay credentials for peers that cannot reach each other directly.
type WebrtcService struct {
	transport *transport
}

// GetTURNCredentialsParams are the parameters of GetTURNCredentials.
type GetTURNCredentialsParams struct {
	// Seconds for which the credentials are good. Default: 3600.
	TTL *int64

	// Whose credentials they are. A client token says it itself; with both they must be the same.
	UserID *string

	// The application. Admin keys must name it; others may, if it is their own.
	AppID *string
}

func (p *GetTURNCredentialsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "ttl", p.TTL)
	addString(query, "user_id", p.UserID)
	addString(query, "app_id", p.AppID)
	return query
}

// GetTURNCredentials: get STUN and TURN servers.
//
// The servers that a peer connection needs, with credentials for one user. A client gets its own;
// an API key may name the user in `user_id`.
//
// Needs the scope `webrtc:read`. Limited to 10 requests per minute and API key.
func (s *WebrtcService) GetTURNCredentials(ctx context.Context, params *GetTURNCredentialsParams, opts ...RequestOption) (*TURNCredentials, error) {
	call := call{
		method:    "GET",
		path:      "/api/webrtc/turn-credentials",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*TURNCredentials](ctx, s.transport, call, opts)
}

// CreateTURNCredentials: make TURN credentials.
//
// The same by a request with a body, for what must not stand in an address. Nothing is kept, so
// there is nothing to take back: they end by themselves.
//
// Needs the scope `webrtc:read`. Limited to 10 requests per minute and API key.
func (s *WebrtcService) CreateTURNCredentials(ctx context.Context, body CreateTURNCredentials, opts ...RequestOption) (*TURNCredentials, error) {
	call := call{
		method:    "POST",
		path:      "/api/webrtc/turn-credentials",
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*TURNCredentials](ctx, s.transport, call, opts)
}

// GetRelayUsageParams are the parameters of GetRelayUsage.
type GetRelayUsageParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// How far to look back, in whole hours. Default: 24h.
	Period *GetRelayUsagePeriod

	// Only this user.
	UserID *string

	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *GetRelayUsageParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addString(query, "period", p.Period)
	addString(query, "user_id", p.UserID)
	addString(query, "app_id", p.AppID)
	return query
}

// GetRelayUsage: get what was relayed.
//
// The application's users by what the relay carried for them in the period, the most first, with
// the total. An allocation counts in the hour in which it ends. `measured` is false where the
// relay's statistics are not set up.
//
// Needs the scope `webrtc:read`. Limited to 120 requests per minute and API key.
func (s *WebrtcService) GetRelayUsage(ctx context.Context, params *GetRelayUsageParams, opts ...RequestOption) (*RelayUsagePage, error) {
	call := call{
		method:    "GET",
		path:      "/api/webrtc/usage",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*RelayUsagePage](ctx, s.transport, call, opts)
}

// GetRelayUsageAll walks every item of GetRelayUsage, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *WebrtcService) GetRelayUsageAll(ctx context.Context, params *GetRelayUsageParams, opts ...RequestOption) iter.Seq2[RelayedUser, error] {
	var asked GetRelayUsageParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*RelayUsagePage, error) {
			page := asked
			page.CurrentPage = &number
			return s.GetRelayUsage(ctx, &page, opts...)
		},
		func(page *RelayUsagePage) ([]RelayedUser, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}
