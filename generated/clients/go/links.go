package stagewire

import (
	"context"
	"iter"
	"net/url"
)

// LinksService: Short links with passwords, expiry, UTM parameters, QR codes, tags and statistics.
type LinksService struct {
	transport *transport
}

// ListLinksParams are the parameters of ListLinks.
type ListLinksParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// Sort by id.
	SortID *SortDirection

	// Sort by short code.
	SortShortCode *SortDirection

	// Sort by destination. Its first 1,024 characters count.
	SortURL *SortDirection

	// Sort by name. Links without one come last.
	SortName *SortDirection

	// Only links that carry the tag of exactly this name.
	TagsName *string

	// `true` lists revoked links too, `false` leaves them out. Default: false.
	ExistsDeletedAt *bool
}

func (p *ListLinksParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addString(query, "sort[id]", p.SortID)
	addString(query, "sort[shortCode]", p.SortShortCode)
	addString(query, "sort[url]", p.SortURL)
	addString(query, "sort[name]", p.SortName)
	addString(query, "tags.name", p.TagsName)
	addBoolean(query, "exists[deletedAt]", p.ExistsDeletedAt)
	return query
}

// ListLinks: list links.
//
// The links of the key's application and environment, newest first unless sorted. The order is
// stable: links that sort alike stand by id. When several `sort[…]` are given they apply in the
// order id, shortCode, url, name.
//
// Needs the scope `links:read`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) ListLinks(ctx context.Context, params *ListLinksParams, opts ...RequestOption) (*LinkPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/v1/links",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LinkPage](ctx, s.transport, call, opts)
}

// ListLinksAll walks every item of ListLinks, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *LinksService) ListLinksAll(ctx context.Context, params *ListLinksParams, opts ...RequestOption) iter.Seq2[Link, error] {
	var asked ListLinksParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*LinkPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListLinks(ctx, &page, opts...)
		},
		func(page *LinkPage) ([]Link, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// CreateLink: create a link.
//
// Shortens an address and takes one credit. Only `url` is required. The short code is made for
// you, short and not guessable from the one before, unless you name a `slug`; a slug that is taken
// or reserved answers `422`.
//
// Needs the scope `links:write`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) CreateLink(ctx context.Context, body CreateLink, opts ...RequestOption) (*Link, error) {
	call := call{
		method:     "POST",
		path:       "/api/v1/links",
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*Link](ctx, s.transport, call, opts)
}

// CreateLinks: create up to 100 links.
//
// Creates each link on its own and answers a result per item, in order: `201` with the link, or
// the error that this item met (a taken slug, no credits left). A body that breaks the schema is
// refused whole and creates nothing.
//
// Needs the scope `links:write`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) CreateLinks(ctx context.Context, body CreateLinks, opts ...RequestOption) (*CreatedLinks, error) {
	call := call{
		method:     "POST",
		path:       "/api/v1/bulk/links",
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*CreatedLinks](ctx, s.transport, call, opts)
}

// GetLink: get a link.
//
// A link of the key's application and environment. A revoked link answers `404` here; the list
// shows it.
//
// Needs the scope `links:read`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) GetLink(ctx context.Context, id int64, opts ...RequestOption) (*Link, error) {
	call := call{
		method:    "GET",
		path:      "/api/v1/links/" + segment(id),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Link](ctx, s.transport, call, opts)
}

// DeleteLink: revoke a link.
//
// The short link stops at once and answers `410` from then on. The link stays in the list under
// `exists[deletedAt]=true`; its code is never given to another link.
//
// Needs the scope `links:delete`. Limited to your tier's number of requests per minute and API
// key.
func (s *LinksService) DeleteLink(ctx context.Context, id int64, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/v1/links/" + segment(id),
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// UpdateLink: update a link.
//
// Changes a link's metadata and takes no credit. Send only what changes; `null` clears a field.
// What was fixed at creation (`url`, `domain`, `slug`, `expiresAt`, `maxRedirects`, `expiredUrl`)
// is refused with `400`.
//
// Needs the scope `links:write`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) UpdateLink(ctx context.Context, id int64, body UpdateLink, opts ...RequestOption) (*Link, error) {
	call := call{
		method:    "PATCH",
		path:      "/api/v1/links/" + segment(id),
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Link](ctx, s.transport, call, opts)
}

// GetLinkStatsParams are the parameters of GetLinkStats.
type GetLinkStatsParams struct {
	// The first day. As 2026-11-20.
	From *string

	// The last day. At most 366 days after `from`. As 2026-11-20.
	To *string
}

func (p *GetLinkStatsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "from", p.From)
	addString(query, "to", p.To)
	return query
}

// GetLinkStats: get a link's statistics.
//
// Visits of the short link: in total, by day, by referring host and by kind of device. Visits of
// known bots are counted apart. Days are UTC; without `from` and `to` the last 30 days are
// answered.
//
// Needs the scope `links:read`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) GetLinkStats(ctx context.Context, id int64, params *GetLinkStatsParams, opts ...RequestOption) (*LinkStats, error) {
	call := call{
		method:    "GET",
		path:      "/api/v1/links/" + segment(id) + "/stats",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LinkStats](ctx, s.transport, call, opts)
}

// GetLinkQRParams are the parameters of GetLinkQR.
type GetLinkQRParams struct {
	// The picture's format. Default: svg.
	Format *GetLinkQRFormat
}

func (p *GetLinkQRParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "format", p.Format)
	return query
}

// GetLinkQR: get a link's QR code.
//
// The short link as a QR code (ISO/IEC 18004), drawn as the link's `qrConfig` says.
//
// Needs the scope `links:read`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) GetLinkQR(ctx context.Context, id int64, params *GetLinkQRParams, opts ...RequestOption) ([]byte, error) {
	call := call{
		method:    "GET",
		path:      "/api/v1/links/" + segment(id) + "/qr",
		query:     params.query(),
		accept:    "image/svg+xml, image/png",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return s.transport.do(ctx, call, opts)
}

// GetCredits: get the credits left.
//
// How many links the application can still create. Each creation takes one.
//
// Needs the scope `billing:read`. Limited to your tier's number of requests per minute and API
// key.
func (s *LinksService) GetCredits(ctx context.Context, opts ...RequestOption) (*Credits, error) {
	call := call{
		method:    "GET",
		path:      "/api/v1/credits",
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Credits](ctx, s.transport, call, opts)
}

// ListTagsParams are the parameters of ListTags.
type ListTagsParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64
}

func (p *ListTagsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	return query
}

// ListTags: list tags.
//
// The application's tags in this environment, by name.
//
// Needs the scope `links:read`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) ListTags(ctx context.Context, params *ListTagsParams, opts ...RequestOption) (*TagPage, error) {
	call := call{
		method:    "GET",
		path:      "/app/tags",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*TagPage](ctx, s.transport, call, opts)
}

// ListTagsAll walks every item of ListTags, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *LinksService) ListTagsAll(ctx context.Context, params *ListTagsParams, opts ...RequestOption) iter.Seq2[Tag, error] {
	var asked ListTagsParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*TagPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListTags(ctx, &page, opts...)
		},
		func(page *TagPage) ([]Tag, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// CreateTag: create a tag.
//
// A name that the application has already answers `422`.
//
// Needs the scope `links:write`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) CreateTag(ctx context.Context, body CreateTag, opts ...RequestOption) (*Tag, error) {
	call := call{
		method:     "POST",
		path:       "/app/tags",
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*Tag](ctx, s.transport, call, opts)
}

// GetTag: get a tag.
//
// The tag that an IRI in a link's `tags` names.
//
// Needs the scope `links:read`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) GetTag(ctx context.Context, id int64, opts ...RequestOption) (*Tag, error) {
	call := call{
		method:    "GET",
		path:      "/app/tags/" + segment(id),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Tag](ctx, s.transport, call, opts)
}

// DeleteTag: delete a tag.
//
// Links that carried the tag lose it and stay otherwise as they are.
//
// Needs the scope `links:write`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) DeleteTag(ctx context.Context, id int64, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/app/tags/" + segment(id),
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// UpdateTag: rename a tag.
//
// The links that carry the tag keep it; its IRI stays.
//
// Needs the scope `links:write`. Limited to your tier's number of requests per minute and API key.
func (s *LinksService) UpdateTag(ctx context.Context, id int64, body UpdateTag, opts ...RequestOption) (*Tag, error) {
	call := call{
		method:    "PATCH",
		path:      "/app/tags/" + segment(id),
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Tag](ctx, s.transport, call, opts)
}
