package stagewire

import "time"

// DeviceVisitsDevice: The kind of device.
type DeviceVisitsDevice string

// Values of DeviceVisitsDevice.
const (
	DeviceVisitsDeviceDesktop DeviceVisitsDevice = "desktop"
	DeviceVisitsDeviceMobile  DeviceVisitsDevice = "mobile"
	DeviceVisitsDeviceTablet  DeviceVisitsDevice = "tablet"
	DeviceVisitsDeviceOther   DeviceVisitsDevice = "other"
)

// GetLinkQRFormat: one of a few words.
type GetLinkQRFormat string

// Values of GetLinkQRFormat.
const (
	GetLinkQRFormatSVG GetLinkQRFormat = "svg"
	GetLinkQRFormatPNG GetLinkQRFormat = "png"
)

// LinkCreatedEventType: The event's name.
type LinkCreatedEventType string

// Values of LinkCreatedEventType.
const (
	LinkCreatedEventTypeLinkCreated LinkCreatedEventType = "link.created"
)

// LinkExpiredEventType: The event's name.
type LinkExpiredEventType string

// Values of LinkExpiredEventType.
const (
	LinkExpiredEventTypeLinkExpired LinkExpiredEventType = "link.expired"
)

// LinkRevokedEventType: The event's name.
type LinkRevokedEventType string

// Values of LinkRevokedEventType.
const (
	LinkRevokedEventTypeLinkRevoked LinkRevokedEventType = "link.revoked"
)

// LinkUpdatedEventType: The event's name.
type LinkUpdatedEventType string

// Values of LinkUpdatedEventType.
const (
	LinkUpdatedEventTypeLinkUpdated LinkUpdatedEventType = "link.updated"
)

// QRConfigErrorCorrection: How much may be covered and still be read, from 7 to 30 %.
type QRConfigErrorCorrection string

// Values of QRConfigErrorCorrection.
const (
	QRConfigErrorCorrectionL QRConfigErrorCorrection = "L"
	QRConfigErrorCorrectionM QRConfigErrorCorrection = "M"
	QRConfigErrorCorrectionQ QRConfigErrorCorrection = "Q"
	QRConfigErrorCorrectionH QRConfigErrorCorrection = "H"
)

// SortDirection: Ascending or descending.
type SortDirection string

// Values of SortDirection.
const (
	SortDirectionAsc  SortDirection = "asc"
	SortDirectionDesc SortDirection = "desc"
)

// CreateLink: A link to create.
type CreateLink struct {
	// The destination, http or https. Host names in other scripts are taken and kept as IDNA.
	URL string `json:"url"`

	// A label, without control characters.
	Name *string `json:"name,omitzero"`

	// Asked for before redirecting. Never returned.
	Password *string `json:"password,omitzero"`

	// How the link's QR code is drawn.
	QRConfig *QRConfig `json:"qrConfig,omitzero"`

	// A UTM value of letters, numbers, `-` and `_`.
	UTMSource *string `json:"utmSource,omitzero"`

	// A UTM value of letters, numbers, `-` and `_`.
	UTMMedium *string `json:"utmMedium,omitzero"`

	// A UTM value of letters, numbers, `-` and `_`.
	UTMCampaign *string `json:"utmCampaign,omitzero"`

	// A UTM value of letters, numbers, `-` and `_`.
	UTMTerm *string `json:"utmTerm,omitzero"`

	// A UTM value of letters, numbers, `-` and `_`.
	UTMContent *string `json:"utmContent,omitzero"`

	// Tags of the application, as IRIs.
	Tags []string `json:"tags,omitzero"`

	// A short code of your own.
	Slug *string `json:"slug,omitzero"`

	// The short domain, one that this server answers for. Its first one if left out.
	Domain *string `json:"domain,omitzero"`

	// When it stops to redirect. In the future.
	ExpiresAt *time.Time `json:"expiresAt,omitzero"`

	// After how many redirects it stops.
	MaxRedirects *int64 `json:"maxRedirects,omitzero"`

	// Where it leads once it has expired, is used up or was revoked.
	ExpiredURL *string `json:"expiredUrl,omitzero"`
}

// CreateLinks: Links to create at once.
type CreateLinks struct {
	// The links.
	Links []CreateLink `json:"links"`
}

// CreateTag: A tag to create.
type CreateTag struct {
	// Its name, unique in the application, without control characters.
	Name string `json:"name"`
}

// CreatedLink: What became of one item.
type CreatedLink struct {
	// The item's place in the request.
	Index int64 `json:"index"`

	// What creating it alone would have answered.
	Status int64 `json:"status"`

	// A short link.
	Link *Link `json:"link,omitzero"`

	// Why this item was not created.
	Error *ItemError `json:"error,omitzero"`
}

// CreatedLinks: The results of a bulk creation.
type CreatedLinks struct {
	// How many were created.
	Created int64 `json:"created"`

	// How many were not.
	Failed int64 `json:"failed"`

	// One result per item, in the order of the request.
	Results []CreatedLink `json:"results"`
}

// Credits: What is left.
type Credits struct {
	// Links that can still be created.
	Links int64 `json:"links"`
}

// DayVisits: The visits of one day.
type DayVisits struct {
	// The day, UTC. As 2026-11-20.
	Date string `json:"date"`

	// Visits that no known bot made.
	Visits int64 `json:"visits"`

	// Visits by known bots.
	Bots int64 `json:"bots"`
}

// DeviceVisits: The visits by one kind of device.
type DeviceVisits struct {
	// The kind of device.
	Device DeviceVisitsDevice `json:"device"`

	// Visits by it.
	Visits int64 `json:"visits"`
}

// ItemError: Why this item was not created.
type ItemError struct {
	// The reason, for programs.
	Code string `json:"code"`

	// The reason, naming the field.
	Message string `json:"message"`
}

// Link: A short link.
type Link struct {
	// Identifies the link.
	ID int64 `json:"id"`

	// What to share.
	ShortLink string `json:"shortLink"`

	// The last part of the short link.
	ShortCode string `json:"shortCode"`

	// The host of the short link.
	Domain string `json:"domain"`

	// The destination, normalised.
	URL string `json:"url"`

	// A label.
	Name *string `json:"name"`

	// Whether opening it asks for a password.
	PasswordProtected bool `json:"passwordProtected"`

	// How its QR code is drawn; null for the defaults.
	QRConfig *QRConfig `json:"qrConfig"`

	// Sent on as `utm_source`.
	UTMSource *string `json:"utmSource"`

	// Sent on as `utm_medium`.
	UTMMedium *string `json:"utmMedium"`

	// Sent on as `utm_campaign`.
	UTMCampaign *string `json:"utmCampaign"`

	// Sent on as `utm_term`.
	UTMTerm *string `json:"utmTerm"`

	// Sent on as `utm_content`.
	UTMContent *string `json:"utmContent"`

	// The tags it carries, as IRIs.
	Tags []string `json:"tags"`

	// When it stops to redirect.
	ExpiresAt *time.Time `json:"expiresAt"`

	// After how many redirects it stops.
	MaxRedirects *int64 `json:"maxRedirects"`

	// Where it leads after it has stopped.
	ExpiredURL *string `json:"expiredUrl"`

	// How often it redirected, bots included.
	Redirects int64 `json:"redirects"`

	// When it was created.
	CreatedAt time.Time `json:"createdAt"`

	// When it was last changed.
	UpdatedAt time.Time `json:"updatedAt"`

	// When it was revoked.
	DeletedAt *time.Time `json:"deletedAt"`
}

// LinkCreatedEvent: The event `link.created`.
type LinkCreatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LinkCreatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A short link.
	Data Link `json:"data"`
}

// LinkExpiredEvent: The event `link.expired`.
type LinkExpiredEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LinkExpiredEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A short link.
	Data Link `json:"data"`
}

// LinkPage: A page of links.
type LinkPage struct {
	// The links.
	Data []Link `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// LinkRevokedEvent: The event `link.revoked`.
type LinkRevokedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LinkRevokedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A short link.
	Data Link `json:"data"`
}

// LinkStats: Statistics of one link between two days.
type LinkStats struct {
	// The link.
	LinkID int64 `json:"linkId"`

	// The first day. As 2026-11-20.
	From string `json:"from"`

	// The last day. As 2026-11-20.
	To string `json:"to"`

	// Visits of people and of bots.
	Totals Visits `json:"totals"`

	// The days that had visits, oldest first.
	ByDay []DayVisits `json:"byDay"`

	// The 100 hosts that most visits came from, bots left out.
	ByReferrer []ReferrerVisits `json:"byReferrer"`

	// Kinds of device, most visits first, bots left out.
	ByDevice []DeviceVisits `json:"byDevice"`
}

// LinkUpdatedEvent: The event `link.updated`.
type LinkUpdatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LinkUpdatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A short link.
	Data Link `json:"data"`
}

// QRConfig: How the link's QR code is drawn.
type QRConfig struct {
	// Width and height in pixels.
	Size *int64 `json:"size,omitzero"`

	// The quiet zone in pixels.
	Margin *int64 `json:"margin,omitzero"`

	// The colour of the modules.
	Color *string `json:"color,omitzero"`

	// The colour behind them.
	Background *string `json:"background,omitzero"`

	// How much may be covered and still be read, from 7 to 30 %.
	ErrorCorrection *QRConfigErrorCorrection `json:"errorCorrection,omitzero"`
}

// ReferrerVisits: The visits that came from one host.
type ReferrerVisits struct {
	// The referring host, empty where none was named.
	Referrer string `json:"referrer"`

	// Visits from there.
	Visits int64 `json:"visits"`
}

// Tag: A tag.
type Tag struct {
	// Identifies the tag.
	ID int64 `json:"id"`

	// A tag of the application, by its IRI.
	IRI string `json:"iri"`

	// Its name, unique in the application.
	Name string `json:"name"`

	// When it was created.
	CreatedAt time.Time `json:"createdAt"`
}

// TagPage: A page of tags.
type TagPage struct {
	// The tags.
	Data []Tag `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// UpdateLink: What to change. Fields left out stay.
type UpdateLink struct {
	// A label without control characters, or null for none.
	Name Nullable[string] `json:"name,omitzero"`

	// A new password; `""` or null removes it.
	Password Nullable[string] `json:"password,omitzero"`

	// How the QR code is drawn, or null for the defaults.
	QRConfig Nullable[QRConfig] `json:"qrConfig,omitzero"`

	// A UTM value, or null for none.
	UTMSource Nullable[string] `json:"utmSource,omitzero"`

	// A UTM value, or null for none.
	UTMMedium Nullable[string] `json:"utmMedium,omitzero"`

	// A UTM value, or null for none.
	UTMCampaign Nullable[string] `json:"utmCampaign,omitzero"`

	// A UTM value, or null for none.
	UTMTerm Nullable[string] `json:"utmTerm,omitzero"`

	// A UTM value, or null for none.
	UTMContent Nullable[string] `json:"utmContent,omitzero"`

	// The tags it carries from now on, as IRIs.
	Tags []string `json:"tags,omitzero"`
}

// UpdateTag: What to change.
type UpdateTag struct {
	// Its name, unique in the application, without control characters.
	Name string `json:"name"`
}

// Visits: Visits of people and of bots.
type Visits struct {
	// Visits that no known bot made.
	Visits int64 `json:"visits"`

	// Visits by known bots.
	Bots int64 `json:"bots"`
}
