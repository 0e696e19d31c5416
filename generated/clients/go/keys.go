package stagewire

import (
	"context"
	"iter"
	"net/url"
)

// KeysService: API keys with scopes, environments, expiry and rotation.
type KeysService struct {
	transport *transport
}

// ListKeysParams are the parameters of ListKeys.
type ListKeysParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// `true` lists revoked keys too. Default: false.
	IncludeRevoked *bool

	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *ListKeysParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addBoolean(query, "include_revoked", p.IncludeRevoked)
	addString(query, "app_id", p.AppID)
	return query
}

// ListKeys: list keys.
//
// The application's keys, newest first, never their secrets. An admin key names the application in
// `app_id`.
//
// Needs the scope `keys:read`. Limited to 1000 requests per minute and API key.
func (s *KeysService) ListKeys(ctx context.Context, params *ListKeysParams, opts ...RequestOption) (*KeyPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/keys",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*KeyPage](ctx, s.transport, call, opts)
}

// ListKeysAll walks every item of ListKeys, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *KeysService) ListKeysAll(ctx context.Context, params *ListKeysParams, opts ...RequestOption) iter.Seq2[Key, error] {
	var asked ListKeysParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*KeyPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListKeys(ctx, &page, opts...)
		},
		func(page *KeyPage) ([]Key, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// CreateKey: create a key.
//
// Makes a key and answers its secret, which is shown this once. Its scopes must be among the
// caller's own, else `403` names the one that is not. A sandbox key makes sandbox keys only.
//
// Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.
func (s *KeysService) CreateKey(ctx context.Context, body CreateKey, opts ...RequestOption) (*KeyWithSecret, error) {
	call := call{
		method:     "POST",
		path:       "/api/keys",
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*KeyWithSecret](ctx, s.transport, call, opts)
}

// GetKey: get a key.
//
// A key of the application, without its secret. A revoked key answers `404` here; the list can
// show it.
//
// Needs the scope `keys:read`. Limited to 1000 requests per minute and API key.
func (s *KeysService) GetKey(ctx context.Context, keyID string, opts ...RequestOption) (*Key, error) {
	call := call{
		method:    "GET",
		path:      "/api/keys/" + segment(keyID),
		segments:  []string{keyID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Key](ctx, s.transport, call, opts)
}

// RevokeKey: revoke a key.
//
// The key stops, on every server within five seconds, and cannot be brought back.
//
// Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.
func (s *KeysService) RevokeKey(ctx context.Context, keyID string, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/keys/" + segment(keyID),
		segments:  []string{keyID},
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// RotateKey: rotate a key.
//
// Gives the key a new secret, shown this once. The old secret works on for `grace_period` seconds,
// so that what uses it can be changed over without a gap.
//
// Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.
func (s *KeysService) RotateKey(ctx context.Context, keyID string, body RotateKey, opts ...RequestOption) (*KeyWithSecret, error) {
	call := call{
		method:     "POST",
		path:       "/api/keys/" + segment(keyID) + "/rotate",
		segments:   []string{keyID},
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*KeyWithSecret](ctx, s.transport, call, opts)
}
