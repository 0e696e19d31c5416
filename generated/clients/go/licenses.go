package stagewire

import (
	"context"
	"iter"
	"net/url"
)

// LicensesService: Software licences with device limits, floating seats, heartbeats and files that verify offline.
type LicensesService struct {
	transport *transport
}

// ListLicensePoliciesParams are the parameters of ListLicensePolicies.
type ListLicensePoliciesParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64
}

func (p *ListLicensePoliciesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	return query
}

// ListLicensePolicies: list policies.
//
// The policies of the key's application and environment, newest first.
//
// Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) ListLicensePolicies(ctx context.Context, params *ListLicensePoliciesParams, opts ...RequestOption) (*LicensePolicyPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/license-policies",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicensePolicyPage](ctx, s.transport, call, opts)
}

// ListLicensePoliciesAll walks every item of ListLicensePolicies, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *LicensesService) ListLicensePoliciesAll(ctx context.Context, params *ListLicensePoliciesParams, opts ...RequestOption) iter.Seq2[LicensePolicy, error] {
	var asked ListLicensePoliciesParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*LicensePolicyPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListLicensePolicies(ctx, &page, opts...)
		},
		func(page *LicensePolicyPage) ([]LicensePolicy, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// CreateLicensePolicy: create a policy.
//
// Only `name` is required. Without more a licence is perpetual, for one device that keeps its
// place.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) CreateLicensePolicy(ctx context.Context, body CreateLicensePolicy, opts ...RequestOption) (*LicensePolicy, error) {
	call := call{
		method:     "POST",
		path:       "/api/license-policies",
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*LicensePolicy](ctx, s.transport, call, opts)
}

// GetLicensePolicy: get a policy.
//
// A policy of the key's application and environment.
//
// Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) GetLicensePolicy(ctx context.Context, policyID string, opts ...RequestOption) (*LicensePolicy, error) {
	call := call{
		method:    "GET",
		path:      "/api/license-policies/" + segment(policyID),
		segments:  []string{policyID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicensePolicy](ctx, s.transport, call, opts)
}

// DeleteLicensePolicy: delete a policy.
//
// A policy that has licences, revoked ones too, answers `409`.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) DeleteLicensePolicy(ctx context.Context, policyID string, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/license-policies/" + segment(policyID),
		segments:  []string{policyID},
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// UpdateLicensePolicy: update a policy.
//
// Send only what changes; `null` lifts a limit. A change counts at once for every licence of the
// policy, but no device is removed and no expiry that is already settled moves.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) UpdateLicensePolicy(ctx context.Context, policyID string, body UpdateLicensePolicy, opts ...RequestOption) (*LicensePolicy, error) {
	call := call{
		method:    "PATCH",
		path:      "/api/license-policies/" + segment(policyID),
		segments:  []string{policyID},
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicensePolicy](ctx, s.transport, call, opts)
}

// ListLicensesParams are the parameters of ListLicenses.
type ListLicensesParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// Only licences with this status.
	Status *LicenseState

	// Only licences of this policy.
	PolicyID *string

	// Only licences of exactly this holder.
	Holder *string
}

func (p *ListLicensesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addString(query, "status", p.Status)
	addString(query, "policy_id", p.PolicyID)
	addString(query, "holder", p.Holder)
	return query
}

// ListLicenses: list licences.
//
// The licences of the key's application and environment, newest first, narrowed by the filters.
//
// Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) ListLicenses(ctx context.Context, params *ListLicensesParams, opts ...RequestOption) (*LicensePage, error) {
	call := call{
		method:    "GET",
		path:      "/api/licenses",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicensePage](ctx, s.transport, call, opts)
}

// ListLicensesAll walks every item of ListLicenses, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *LicensesService) ListLicensesAll(ctx context.Context, params *ListLicensesParams, opts ...RequestOption) iter.Seq2[License, error] {
	var asked ListLicensesParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*LicensePage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListLicenses(ctx, &page, opts...)
		},
		func(page *LicensePage) ([]License, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// IssueLicense: issue a licence.
//
// Makes a licence of a policy, with a new key. `expires_at`, `max_devices` and `entitlements` are
// this licence's own: the first two win over the policy's, the entitlements are added to them.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) IssueLicense(ctx context.Context, body IssueLicense, opts ...RequestOption) (*License, error) {
	call := call{
		method:     "POST",
		path:       "/api/licenses",
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*License](ctx, s.transport, call, opts)
}

// GetLicense: get a licence.
//
// A licence of the key's application and environment, with its key.
//
// Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) GetLicense(ctx context.Context, license string, opts ...RequestOption) (*License, error) {
	call := call{
		method:    "GET",
		path:      "/api/licenses/" + segment(license),
		segments:  []string{license},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*License](ctx, s.transport, call, opts)
}

// UpdateLicense: update a licence.
//
// Send only what changes. `null` clears a field: then the policy's `max_devices` counts again, and
// the licence does not expire. A revoked licence answers `409`.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) UpdateLicense(ctx context.Context, license string, body UpdateLicense, opts ...RequestOption) (*License, error) {
	call := call{
		method:    "PATCH",
		path:      "/api/licenses/" + segment(license),
		segments:  []string{license},
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*License](ctx, s.transport, call, opts)
}

// SuspendLicense: suspend a licence.
//
// Validations answer `SUSPENDED` until it is reinstated. Suspending again changes nothing; a
// revoked licence answers `409`.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) SuspendLicense(ctx context.Context, license string, opts ...RequestOption) (*License, error) {
	call := call{
		method:    "POST",
		path:      "/api/licenses/" + segment(license) + "/suspend",
		segments:  []string{license},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*License](ctx, s.transport, call, opts)
}

// ReinstateLicense: reinstate a suspended licence.
//
// Ends a suspension; a licence that is not suspended stays as it is. A revoked licence answers
// `409`.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) ReinstateLicense(ctx context.Context, license string, opts ...RequestOption) (*License, error) {
	call := call{
		method:    "POST",
		path:      "/api/licenses/" + segment(license) + "/reinstate",
		segments:  []string{license},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*License](ctx, s.transport, call, opts)
}

// RenewLicense: renew a licence.
//
// Adds the policy's `duration` to the expiry, or to now if that is later. A licence without an
// expiry, one of a policy without a duration, one that would expire after the year 9999, and a
// revoked one answer `409`.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) RenewLicense(ctx context.Context, license string, opts ...RequestOption) (*License, error) {
	call := call{
		method:     "POST",
		path:       "/api/licenses/" + segment(license) + "/renew",
		segments:   []string{license},
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*License](ctx, s.transport, call, opts)
}

// RevokeLicense: revoke a licence.
//
// Ends it for good: validations answer `REVOKED` and nothing can be changed. It stays in the
// lists. Files that were issued before stay good until they expire.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) RevokeLicense(ctx context.Context, license string, opts ...RequestOption) (*License, error) {
	call := call{
		method:    "POST",
		path:      "/api/licenses/" + segment(license) + "/revoke",
		segments:  []string{license},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*License](ctx, s.transport, call, opts)
}

// ListLicenseDevicesParams are the parameters of ListLicenseDevices.
type ListLicenseDevicesParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64
}

func (p *ListLicenseDevicesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	return query
}

// ListLicenseDevices: list a licence's devices.
//
// The devices the licence is activated on, newest first, those without a seat now too.
//
// Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) ListLicenseDevices(ctx context.Context, license string, params *ListLicenseDevicesParams, opts ...RequestOption) (*LicenseDevicePage, error) {
	call := call{
		method:    "GET",
		path:      "/api/licenses/" + segment(license) + "/devices",
		segments:  []string{license},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicenseDevicePage](ctx, s.transport, call, opts)
}

// ListLicenseDevicesAll walks every item of ListLicenseDevices, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *LicensesService) ListLicenseDevicesAll(ctx context.Context, license string, params *ListLicenseDevicesParams, opts ...RequestOption) iter.Seq2[LicenseDevice, error] {
	var asked ListLicenseDevicesParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*LicenseDevicePage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListLicenseDevices(ctx, license, &page, opts...)
		},
		func(page *LicenseDevicePage) ([]LicenseDevice, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// GetLicenseDevice: get a device.
//
// A device of a licence of the key's application and environment.
//
// Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) GetLicenseDevice(ctx context.Context, deviceID string, opts ...RequestOption) (*LicenseDevice, error) {
	call := call{
		method:    "GET",
		path:      "/api/license-devices/" + segment(deviceID),
		segments:  []string{deviceID},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicenseDevice](ctx, s.transport, call, opts)
}

// RemoveLicenseDevice: remove a device.
//
// Its place is free at once. The device may be activated again.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) RemoveLicenseDevice(ctx context.Context, deviceID string, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/license-devices/" + segment(deviceID),
		segments:  []string{deviceID},
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// RenameLicenseDevice: rename a device.
//
// Gives the device another name, as people shall see it.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) RenameLicenseDevice(ctx context.Context, deviceID string, body RenameLicenseDevice, opts ...RequestOption) (*LicenseDevice, error) {
	call := call{
		method:    "PATCH",
		path:      "/api/license-devices/" + segment(deviceID),
		segments:  []string{deviceID},
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicenseDevice](ctx, s.transport, call, opts)
}

// ValidateLicense: validate a licence.
//
// Says whether a key is good, for the device if a `fingerprint` is sent and with the
// `entitlements` asked for. Every outcome is a `200`: read `valid` and `code`. The first problem
// in the order of `LicenseCode` is told.
//
// Needs the scope `licenses:validate`. Limited to 5 requests per minute and licence. Limited to 5
// requests without a good licence key per minute and IP address.
func (s *LicensesService) ValidateLicense(ctx context.Context, body ValidateLicense, opts ...RequestOption) (*LicenseValidation, error) {
	call := call{
		method:    "POST",
		path:      "/api/licenses/validate",
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicenseValidation](ctx, s.transport, call, opts)
}

// ActivateLicense: activate a device.
//
// Gives the device a place under the licence: `201` for a new one, `200` for one that has it
// already, so that it may be repeated. `409` with `TOO_MANY_DEVICES` when no place is free; with
// `evict` another device makes room in the same step.
//
// Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence. Limited to 5
// requests without a good licence key per minute and IP address.
func (s *LicensesService) ActivateLicense(ctx context.Context, body ActivateLicense, opts ...RequestOption) (*LicenseActivation, error) {
	call := call{
		method:    "POST",
		path:      "/api/licenses/activate",
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicenseActivation](ctx, s.transport, call, opts)
}

// DeactivateLicense: deactivate a device.
//
// Gives the device's place back, whatever state the licence is in. A device that is not activated
// answers `404`.
//
// Needs the scope `licenses:validate`. Limited to 10 requests per minute and licence. Limited to 5
// requests without a good licence key per minute and IP address.
func (s *LicensesService) DeactivateLicense(ctx context.Context, body DeactivateLicense, opts ...RequestOption) error {
	call := call{
		method:    "POST",
		path:      "/api/licenses/deactivate",
		body:      body,
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// SendHeartbeat: send a device's heartbeat.
//
// Says that the device is in use, and how many seconds the next heartbeat may take. A floating
// device whose seat was lost answers `409` with `HEARTBEAT_DEAD`: activate it again.
//
// Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence. Limited to 5
// requests without a good licence key per minute and IP address.
func (s *LicensesService) SendHeartbeat(ctx context.Context, body SendHeartbeat, opts ...RequestOption) (*Heartbeat, error) {
	call := call{
		method:    "POST",
		path:      "/api/licenses/heartbeat",
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Heartbeat](ctx, s.transport, call, opts)
}

// IssueLicenseFile: issue a licence file.
//
// A signed file that proves the licence without the network for `ttl` seconds, never beyond the
// licence's expiry. It is a validation, so it begins a duration that begins with the first; where
// the first activation has yet to begin the duration, the file lasts no longer than that. With a
// `fingerprint` it is good on that device only, which must be activated; with `encrypt` it can be
// read only by who knows the licence key and the fingerprint.
//
// Needs the scope `licenses:validate`. Limited to 10 requests per minute and licence. Limited to 5
// requests without a good licence key per minute and IP address.
func (s *LicensesService) IssueLicenseFile(ctx context.Context, body IssueLicenseFile, opts ...RequestOption) (*LicenseFile, error) {
	call := call{
		method:    "POST",
		path:      "/api/licenses/file",
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicenseFile](ctx, s.transport, call, opts)
}

// GetLicenseStatus: get a licence's status.
//
// What the holder of a key may know about it. The key is proof enough for an API key with
// `licenses:validate`; the id instead of the key needs `licenses:read` besides. The key is kept
// out of the access log.
//
// Needs the scope `licenses:validate`. Limited to 30 requests per minute and licence. Limited to 5
// requests without a good licence key per minute and IP address.
func (s *LicensesService) GetLicenseStatus(ctx context.Context, license string, opts ...RequestOption) (*LicenseStatus, error) {
	call := call{
		method:    "GET",
		path:      "/api/licenses/" + segment(license) + "/status",
		segments:  []string{license},
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicenseStatus](ctx, s.transport, call, opts)
}

// ListLicenseSigningKeys: list the signing keys.
//
// The public keys that licence files of the key's application and environment verify with, the one
// in use first.
//
// Needs the scope `licenses:read`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) ListLicenseSigningKeys(ctx context.Context, opts ...RequestOption) (*LicenseSigningKeys, error) {
	call := call{
		method:    "GET",
		path:      "/api/license-signing-keys",
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicenseSigningKeys](ctx, s.transport, call, opts)
}

// RotateLicenseSigningKey: rotate the signing key.
//
// Files are signed with a new key from now on. The previous ones stay published for
// `keep_previous` seconds, in which the files they signed still verify; with 0 they are withdrawn
// at once, as after a leak.
//
// Needs the scope `licenses:write`. Limited to your tier's number of requests per minute and API
// key.
func (s *LicensesService) RotateLicenseSigningKey(ctx context.Context, body RotateLicenseSigningKey, opts ...RequestOption) (*LicenseSigningKeys, error) {
	call := call{
		method:    "POST",
		path:      "/api/license-signing-keys/rotate",
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*LicenseSigningKeys](ctx, s.transport, call, opts)
}

// GetLicenseKeySetParams are the parameters of GetLicenseKeySet.
type GetLicenseKeySetParams struct {
	// Whose keys; those of the sandbox verify no file of production. Default: production.
	Environment *GetLicenseKeySetEnvironment
}

func (p *GetLicenseKeySetParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "environment", p.Environment)
	return query
}

// GetLicenseKeySet: get an application's public keys.
//
// The JSON Web Key Set (RFC 7517, RFC 8037) that licence files of the application verify with.
// Build its keys into your software, so that it needs no network to verify.
//
// Needs no API key. Limited to 120 requests per minute and IP address.
func (s *LicensesService) GetLicenseKeySet(ctx context.Context, appID string, params *GetLicenseKeySetParams, opts ...RequestOption) (*LicenseKeySet, error) {
	call := call{
		method:   "GET",
		path:     "/.well-known/license-keys/" + segment(appID),
		segments: []string{appID},
		query:    params.query(),
		accept:   "application/json",
	}
	return send[*LicenseKeySet](ctx, s.transport, call, opts)
}
