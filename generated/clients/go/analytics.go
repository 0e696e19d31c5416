package stagewire

import (
	"context"
	"net/url"
)

// AnalyticsService: Connections, events and users of an application over time.
type AnalyticsService struct {
	transport *transport
}

// GetAnalyticsParams are the parameters of GetAnalytics.
type GetAnalyticsParams struct {
	// How far to look back. Default: 24h.
	Period *Period

	// Whether to answer the period's course too. Default: false.
	Timeline *bool

	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *GetAnalyticsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "period", p.Period)
	addBoolean(query, "timeline", p.Timeline)
	addString(query, "app_id", p.AppID)
	return query
}

// GetAnalytics: get an application's figures.
//
// Connections, events and users in the period, and those of this moment. With `timeline=true` also
// the figures of each minute (`1h`), hour (`24h`, `7d`) or day (`30d`) of the period, quiet ones
// included.
//
// Needs the scope `analytics:read`. Limited to 1000 requests per minute and API key.
func (s *AnalyticsService) GetAnalytics(ctx context.Context, params *GetAnalyticsParams, opts ...RequestOption) (*Analytics, error) {
	call := call{
		method:    "GET",
		path:      "/api/analytics",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Analytics](ctx, s.transport, call, opts)
}
