package stagewire

import (
	"context"
	"iter"
	"net/url"
)

// PresentationsService: Presentations that phones drive and audiences join.
type PresentationsService struct {
	transport *transport
}

// ListPresentationsParams are the parameters of ListPresentations.
type ListPresentationsParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string

	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// Only presentations in this status.
	Status *PresentationStatus
}

func (p *ListPresentationsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addString(query, "status", p.Status)
	return query
}

// ListPresentations: list presentations.
//
// The application's presentations, the newest first, without their slides.
//
// Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
func (s *PresentationsService) ListPresentations(ctx context.Context, params *ListPresentationsParams, opts ...RequestOption) (*PresentationPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/presentations",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*PresentationPage](ctx, s.transport, call, opts)
}

// ListPresentationsAll walks every item of ListPresentations, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *PresentationsService) ListPresentationsAll(ctx context.Context, params *ListPresentationsParams, opts ...RequestOption) iter.Seq2[PresentationSummary, error] {
	var asked ListPresentationsParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*PresentationPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListPresentations(ctx, &page, opts...)
		},
		func(page *PresentationPage) ([]PresentationSummary, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// CreatePresentationParams are the parameters of CreatePresentation.
type CreatePresentationParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *CreatePresentationParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// CreatePresentation: create a presentation.
//
// Makes a presentation of a deck: at most 300 slides with 256 KiB in all. Everything is switched
// on for the audience unless the settings say otherwise.
//
// Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
func (s *PresentationsService) CreatePresentation(ctx context.Context, body CreatePresentation, params *CreatePresentationParams, opts ...RequestOption) (*Presentation, error) {
	call := call{
		method:     "POST",
		path:       "/api/presentations",
		query:      params.query(),
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*Presentation](ctx, s.transport, call, opts)
}

// GetPresentationParams are the parameters of GetPresentation.
type GetPresentationParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *GetPresentationParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// GetPresentation: get a presentation.
//
// The presentation with its slides, their notes and its settings.
//
// Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
func (s *PresentationsService) GetPresentation(ctx context.Context, presentationID string, params *GetPresentationParams, opts ...RequestOption) (*Presentation, error) {
	call := call{
		method:    "GET",
		path:      "/api/presentations/" + segment(presentationID),
		segments:  []string{presentationID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Presentation](ctx, s.transport, call, opts)
}

// DeletePresentationParams are the parameters of DeletePresentation.
type DeletePresentationParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *DeletePresentationParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// DeletePresentation: delete a presentation.
//
// Deletes it with its pairings, devices, polls, questions and chat. Its room is closed, and its
// devices can do nothing any more.
//
// Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
func (s *PresentationsService) DeletePresentation(ctx context.Context, presentationID string, params *DeletePresentationParams, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/presentations/" + segment(presentationID),
		segments:  []string{presentationID},
		query:     params.query(),
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// UpdatePresentationParams are the parameters of UpdatePresentation.
type UpdatePresentationParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *UpdatePresentationParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// UpdatePresentation: change a presentation.
//
// Changes title, slides (as a whole) or settings. Those who take part are told `deck` and ask for
// `state`. If the slide that is shown is gone, the last one is shown.
//
// Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
func (s *PresentationsService) UpdatePresentation(ctx context.Context, presentationID string, body UpdatePresentation, params *UpdatePresentationParams, opts ...RequestOption) (*Presentation, error) {
	call := call{
		method:    "PATCH",
		path:      "/api/presentations/" + segment(presentationID),
		segments:  []string{presentationID},
		query:     params.query(),
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Presentation](ctx, s.transport, call, opts)
}

// GetPresentationStateParams are the parameters of GetPresentationState.
type GetPresentationStateParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *GetPresentationStateParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// GetPresentationState: get what is shown.
//
// The state as of now. To follow it, subscribe to the presentation's room on the WebSocket.
//
// Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
func (s *PresentationsService) GetPresentationState(ctx context.Context, presentationID string, params *GetPresentationStateParams, opts ...RequestOption) (*PresentationState, error) {
	call := call{
		method:    "GET",
		path:      "/api/presentations/" + segment(presentationID) + "/state",
		segments:  []string{presentationID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*PresentationState](ctx, s.transport, call, opts)
}

// SendCommandParams are the parameters of SendCommand.
type SendCommandParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *SendCommandParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// SendCommand: send a command.
//
// Does what a device does with `command` on the WebSocket, as a presenter with the id `server`.
// `409` says that the state was changed since `version`, that somebody else drives, that the
// presentation has ended, or that a poll takes no such vote: read the state and try again. 600
// commands a minute for each key.
//
// Needs the scope `presentations:write`. Limited to 600 requests per minute and API key.
func (s *PresentationsService) SendCommand(ctx context.Context, presentationID string, body SendCommand, params *SendCommandParams, opts ...RequestOption) (*CommandDone, error) {
	call := call{
		method:     "POST",
		path:       "/api/presentations/" + segment(presentationID) + "/commands",
		segments:   []string{presentationID},
		query:      params.query(),
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*CommandDone](ctx, s.transport, call, opts)
}

// CreatePairingParams are the parameters of CreatePairing.
type CreatePairingParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *CreatePairingParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// CreatePairing: let devices pair.
//
// Makes a short code that devices claim to get a role. Show `code` to be typed at `url`, or `url`
// as the picture at `qr`. It works for `expires_in` seconds and `max_claims` devices. The code is
// answered this once: the server keeps a digest.
//
// Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
func (s *PresentationsService) CreatePairing(ctx context.Context, presentationID string, body CreatePairing, params *CreatePairingParams, opts ...RequestOption) (*Pairing, error) {
	call := call{
		method:     "POST",
		path:       "/api/presentations/" + segment(presentationID) + "/pairings",
		segments:   []string{presentationID},
		query:      params.query(),
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*Pairing](ctx, s.transport, call, opts)
}

// GetPairingParams are the parameters of GetPairing.
type GetPairingParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *GetPairingParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// GetPairing: get a pairing.
//
// How many devices have claimed it so far, without its code. A revoked one answers `404`.
//
// Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
func (s *PresentationsService) GetPairing(ctx context.Context, presentationID string, pairingID string, params *GetPairingParams, opts ...RequestOption) (*PairingStatus, error) {
	call := call{
		method:    "GET",
		path:      "/api/presentations/" + segment(presentationID) + "/pairings/" + segment(pairingID),
		segments:  []string{presentationID, pairingID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*PairingStatus](ctx, s.transport, call, opts)
}

// RevokePairingParams are the parameters of RevokePairing.
type RevokePairingParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *RevokePairingParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// RevokePairing: revoke a pairing.
//
// The code pairs nobody any more. Devices that claimed it stay.
//
// Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
func (s *PresentationsService) RevokePairing(ctx context.Context, presentationID string, pairingID string, params *RevokePairingParams, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/presentations/" + segment(presentationID) + "/pairings/" + segment(pairingID),
		segments:  []string{presentationID, pairingID},
		query:     params.query(),
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// ListDevicesParams are the parameters of ListDevices.
type ListDevicesParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string

	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// Only devices with this role.
	Role *PresentationRole
}

func (p *ListDevicesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addString(query, "role", p.Role)
	return query
}

// ListDevices: list devices.
//
// The devices that were paired and whose tokens still hold, the newest first.
//
// Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
func (s *PresentationsService) ListDevices(ctx context.Context, presentationID string, params *ListDevicesParams, opts ...RequestOption) (*DevicePage, error) {
	call := call{
		method:    "GET",
		path:      "/api/presentations/" + segment(presentationID) + "/devices",
		segments:  []string{presentationID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*DevicePage](ctx, s.transport, call, opts)
}

// ListDevicesAll walks every item of ListDevices, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *PresentationsService) ListDevicesAll(ctx context.Context, presentationID string, params *ListDevicesParams, opts ...RequestOption) iter.Seq2[Device, error] {
	var asked ListDevicesParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*DevicePage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListDevices(ctx, presentationID, &page, opts...)
		},
		func(page *DevicePage) ([]Device, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// GetDeviceParams are the parameters of GetDevice.
type GetDeviceParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *GetDeviceParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// GetDevice: get a device.
//
// A device that was paired and was not removed.
//
// Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
func (s *PresentationsService) GetDevice(ctx context.Context, presentationID string, deviceID string, params *GetDeviceParams, opts ...RequestOption) (*Device, error) {
	call := call{
		method:    "GET",
		path:      "/api/presentations/" + segment(presentationID) + "/devices/" + segment(deviceID),
		segments:  []string{presentationID, deviceID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Device](ctx, s.transport, call, opts)
}

// RemoveDeviceParams are the parameters of RemoveDevice.
type RemoveDeviceParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *RemoveDeviceParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// RemoveDevice: remove a device.
//
// Its token stops at once: its connections are closed with the code 4006, it is kept from coming
// back, and its commands are refused.
//
// Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
func (s *PresentationsService) RemoveDevice(ctx context.Context, presentationID string, deviceID string, params *RemoveDeviceParams, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/presentations/" + segment(presentationID) + "/devices/" + segment(deviceID),
		segments:  []string{presentationID, deviceID},
		query:     params.query(),
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// UpdateDeviceParams are the parameters of UpdateDevice.
type UpdateDeviceParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *UpdateDeviceParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// UpdateDevice: change a device's role or name.
//
// The new role counts from the next command on; the device is told `device` in the room. Who
// drives and becomes a viewer does not drive any more.
//
// Needs the scope `presentations:write`. Limited to 60 requests per minute and API key.
func (s *PresentationsService) UpdateDevice(ctx context.Context, presentationID string, deviceID string, body UpdateDevice, params *UpdateDeviceParams, opts ...RequestOption) (*Device, error) {
	call := call{
		method:    "PATCH",
		path:      "/api/presentations/" + segment(presentationID) + "/devices/" + segment(deviceID),
		segments:  []string{presentationID, deviceID},
		query:     params.query(),
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Device](ctx, s.transport, call, opts)
}

// ListPollsParams are the parameters of ListPolls.
type ListPollsParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string

	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64
}

func (p *ListPollsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	return query
}

// ListPolls: list polls.
//
// The polls with their votes so far, the newest first.
//
// Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
func (s *PresentationsService) ListPolls(ctx context.Context, presentationID string, params *ListPollsParams, opts ...RequestOption) (*PollPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/presentations/" + segment(presentationID) + "/polls",
		segments:  []string{presentationID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*PollPage](ctx, s.transport, call, opts)
}

// ListPollsAll walks every item of ListPolls, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *PresentationsService) ListPollsAll(ctx context.Context, presentationID string, params *ListPollsParams, opts ...RequestOption) iter.Seq2[Poll, error] {
	var asked ListPollsParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*PollPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListPolls(ctx, presentationID, &page, opts...)
		},
		func(page *PollPage) ([]Poll, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// ListQuestionsParams are the parameters of ListQuestions.
type ListQuestionsParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string

	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// Only questions in this status.
	Status *ListQuestionsStatus
}

func (p *ListQuestionsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addString(query, "status", p.Status)
	return query
}

// ListQuestions: list questions.
//
// The audience's questions, the most wanted first.
//
// Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
func (s *PresentationsService) ListQuestions(ctx context.Context, presentationID string, params *ListQuestionsParams, opts ...RequestOption) (*QuestionPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/presentations/" + segment(presentationID) + "/questions",
		segments:  []string{presentationID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*QuestionPage](ctx, s.transport, call, opts)
}

// ListQuestionsAll walks every item of ListQuestions, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *PresentationsService) ListQuestionsAll(ctx context.Context, presentationID string, params *ListQuestionsParams, opts ...RequestOption) iter.Seq2[Question, error] {
	var asked ListQuestionsParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*QuestionPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListQuestions(ctx, presentationID, &page, opts...)
		},
		func(page *QuestionPage) ([]Question, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// ListMessagesParams are the parameters of ListMessages.
type ListMessagesParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string

	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64
}

func (p *ListMessagesParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	return query
}

// ListMessages: list chat messages.
//
// The chat, the newest message first. The last 1000 messages are kept.
//
// Needs the scope `presentations:read`. Limited to 120 requests per minute and API key.
func (s *PresentationsService) ListMessages(ctx context.Context, presentationID string, params *ListMessagesParams, opts ...RequestOption) (*MessagePage, error) {
	call := call{
		method:    "GET",
		path:      "/api/presentations/" + segment(presentationID) + "/messages",
		segments:  []string{presentationID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*MessagePage](ctx, s.transport, call, opts)
}

// ListMessagesAll walks every item of ListMessages, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *PresentationsService) ListMessagesAll(ctx context.Context, presentationID string, params *ListMessagesParams, opts ...RequestOption) iter.Seq2[ChatMessage, error] {
	var asked ListMessagesParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*MessagePage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListMessages(ctx, presentationID, &page, opts...)
		},
		func(page *MessagePage) ([]ChatMessage, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// ClaimPairing: pair a device.
//
// Takes one of the code's claims and answers the device's client token. It needs no key: who knows
// the code may. `404` says that there is no such code, `410` that it has expired, is used up or
// was revoked. 20 wrong codes a minute block the address.
//
// Needs no API key. Limited to 600 requests per minute and IP address.
func (s *PresentationsService) ClaimPairing(ctx context.Context, code string, body ClaimPairing, opts ...RequestOption) (*ClaimedPairing, error) {
	call := call{
		method:   "POST",
		path:     "/api/pairings/" + segment(code) + "/claim",
		segments: []string{code},
		body:     body,
		accept:   "application/json",
	}
	return send[*ClaimedPairing](ctx, s.transport, call, opts)
}

// GetPairingQR: get a pairing's QR code.
//
// The pairing's `url` as a QR code (ISO/IEC 18004) in SVG, to be shown as a picture. It takes no
// claim and needs no key.
//
// Needs no API key. Limited to 600 requests per minute and IP address.
func (s *PresentationsService) GetPairingQR(ctx context.Context, code string, opts ...RequestOption) ([]byte, error) {
	call := call{
		method:   "GET",
		path:     "/api/pairings/" + segment(code) + "/qr",
		segments: []string{code},
		accept:   "image/svg+xml",
	}
	return s.transport.do(ctx, call, opts)
}
