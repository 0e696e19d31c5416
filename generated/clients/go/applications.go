package stagewire

import (
	"context"
	"iter"
	"net/url"
)

// ApplicationsService: Applications, their settings and keys, and tokens for their clients.
type ApplicationsService struct {
	transport *transport
}

// ListApplicationsParams are the parameters of ListApplications.
type ListApplicationsParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64
}

func (p *ListApplicationsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	return query
}

// ListApplications: list applications.
//
// An application key lists its own application, an admin key all of them, newest first.
//
// Needs the scope `applications:read`. Limited to 1000 requests per minute and API key.
func (s *ApplicationsService) ListApplications(ctx context.Context, params *ListApplicationsParams, opts ...RequestOption) (*ApplicationPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/applications",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*ApplicationPage](ctx, s.transport, call, opts)
}

// ListApplicationsAll walks every item of ListApplications, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *ApplicationsService) ListApplicationsAll(ctx context.Context, params *ListApplicationsParams, opts ...RequestOption) iter.Seq2[Application, error] {
	var asked ListApplicationsParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*ApplicationPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListApplications(ctx, &page, opts...)
		},
		func(page *ApplicationPage) ([]Application, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// CreateApplication: create an application.
//
// Makes a tenant and answers its secret and its first live key, which are shown this once. Admin
// keys only. An `app_id` that is taken answers `409`.
//
// Needs the scope `admin`. Limited to 1000 requests per minute and API key.
func (s *ApplicationsService) CreateApplication(ctx context.Context, body CreateApplication, opts ...RequestOption) (*CreatedApplication, error) {
	call := call{
		method:     "POST",
		path:       "/api/applications",
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*CreatedApplication](ctx, s.transport, call, opts)
}

// GetApplication: get an application.
//
// The application's settings. Another application's id answers `404`.
//
// Needs the scope `applications:read`. Limited to 1000 requests per minute and API key.
func (s *ApplicationsService) GetApplication(ctx context.Context, appID string, opts ...RequestOption) (*ApplicationAnswer, error) {
	call := call{
		method:    "GET",
		path:      "/api/applications/" + segment(appID),
		segments:  []string{appID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*ApplicationAnswer](ctx, s.transport, call, opts)
}

// UpdateApplication: update an application.
//
// Changes the settings that are sent; the others stay. `status: false` switches the application
// off at once: its keys, tokens and links stop until it is switched on again, which takes an admin
// key. `tier` and `link_credits` are changed by admin keys only, and only they may set
// `rate_limit` above the tier's number.
//
// Needs the scope `applications:write`. Limited to 1000 requests per minute and API key.
func (s *ApplicationsService) UpdateApplication(ctx context.Context, appID string, body UpdateApplication, opts ...RequestOption) (*ApplicationAnswer, error) {
	call := call{
		method:    "PUT",
		path:      "/api/applications/" + segment(appID),
		segments:  []string{appID},
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*ApplicationAnswer](ctx, s.transport, call, opts)
}

// DeleteApplication: delete an application.
//
// Ends the application with its keys and links at once. Its id is not given again. Admin keys
// only.
//
// Needs the scope `admin`. Limited to 1000 requests per minute and API key.
func (s *ApplicationsService) DeleteApplication(ctx context.Context, appID string, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/applications/" + segment(appID),
		segments:  []string{appID},
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// RegenerateAPIKey: regenerate the API key.
//
// Replaces the application's first key. The old one stops at once, the new one is shown this once.
// Keys made at `/api/keys` are not touched.
//
// Needs the scope `applications:write`. Limited to 1000 requests per minute and API key.
func (s *ApplicationsService) RegenerateAPIKey(ctx context.Context, appID string, opts ...RequestOption) (*RegeneratedKey, error) {
	call := call{
		method:    "POST",
		path:      "/api/applications/" + segment(appID) + "/regenerate-api-key",
		segments:  []string{appID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*RegeneratedKey](ctx, s.transport, call, opts)
}

// CreateToken: create a client token.
//
// Exchanges an application's id and secret for a JSON Web Token (RFC 7519, HS256) that lives 24
// hours. It carries `app_id` and the fields of `payload`. The claims `app_id`, `exp`, `iat`,
// `nbf`, `iss`, `aud` and `jti` are the server's: a payload that names one is refused. Needs no
// API key.
//
// Needs no API key. Limited to 100 requests per minute and IP address.
func (s *ApplicationsService) CreateToken(ctx context.Context, body CreateToken, opts ...RequestOption) (*Token, error) {
	call := call{
		method: "POST",
		path:   "/api/token",
		body:   body,
		accept: "application/json",
	}
	return send[*Token](ctx, s.transport, call, opts)
}
