package stagewire

import (
	"context"
	"iter"
	"net/url"
)

// RealtimeService: Who is connected, and what happens in rooms.
type RealtimeService struct {
	transport *transport
}

// ListConnectionsParams are the parameters of ListConnections.
type ListConnectionsParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// Only connections that follow this room.
	Room *string

	// Only connections of this user.
	UserID *string

	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *ListConnectionsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addString(query, "room", p.Room)
	addString(query, "user_id", p.UserID)
	addString(query, "app_id", p.AppID)
	return query
}

// ListConnections: list connections.
//
// The application's connections on all server processes, the newest first. The filters narrow the
// list to those in a room, to those of a user, or to those of a user in a room.
//
// Needs the scope `connections:read`. Limited to 30 requests per minute and API key.
func (s *RealtimeService) ListConnections(ctx context.Context, params *ListConnectionsParams, opts ...RequestOption) (*ConnectionPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/connections",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*ConnectionPage](ctx, s.transport, call, opts)
}

// ListConnectionsAll walks every item of ListConnections, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *RealtimeService) ListConnectionsAll(ctx context.Context, params *ListConnectionsParams, opts ...RequestOption) iter.Seq2[Connection, error] {
	var asked ListConnectionsParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*ConnectionPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListConnections(ctx, &page, opts...)
		},
		func(page *ConnectionPage) ([]Connection, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// GetConnectionParams are the parameters of GetConnection.
type GetConnectionParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *GetConnectionParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// GetConnection: get a connection.
//
// A connection of the application that is open now. One that has ended answers `404`.
//
// Needs the scope `connections:read`. Limited to 30 requests per minute and API key.
func (s *RealtimeService) GetConnection(ctx context.Context, connectionID string, params *GetConnectionParams, opts ...RequestOption) (*Connection, error) {
	call := call{
		method:    "GET",
		path:      "/api/connections/" + segment(connectionID),
		segments:  []string{connectionID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Connection](ctx, s.transport, call, opts)
}

// CloseConnectionParams are the parameters of CloseConnection.
type CloseConnectionParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *CloseConnectionParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// CloseConnection: close a connection.
//
// Ends the connection with the close code 4006, which tells the client not to come back by itself.
// To keep a user out, block the user.
//
// Needs the scope `connections:write`. Limited to 10 requests per minute and API key.
func (s *RealtimeService) CloseConnection(ctx context.Context, connectionID string, params *CloseConnectionParams, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/connections/" + segment(connectionID),
		segments:  []string{connectionID},
		query:     params.query(),
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// GetUserParams are the parameters of GetUser.
type GetUserParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *GetUserParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// GetUser: get a user's state.
//
// Whether a user is online, with the connections on all server processes, the newest first. A user
// who is not connected, or was never heard of, is offline.
//
// Needs the scope `connections:read`. Limited to 30 requests per minute and API key.
func (s *RealtimeService) GetUser(ctx context.Context, userID string, params *GetUserParams, opts ...RequestOption) (*User, error) {
	call := call{
		method:    "GET",
		path:      "/api/users/" + segment(userID),
		segments:  []string{userID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*User](ctx, s.transport, call, opts)
}

// DisconnectUserParams are the parameters of DisconnectUser.
type DisconnectUserParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *DisconnectUserParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// DisconnectUser: disconnect a user.
//
// Ends all of the user's connections with the close code 4006. A client may connect again at once;
// to keep the user out, block the user.
//
// Needs the scope `connections:write`. Limited to 10 requests per minute and API key.
func (s *RealtimeService) DisconnectUser(ctx context.Context, userID string, params *DisconnectUserParams, opts ...RequestOption) (*DisconnectedUser, error) {
	call := call{
		method:    "DELETE",
		path:      "/api/users/" + segment(userID) + "/connections",
		segments:  []string{userID},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*DisconnectedUser](ctx, s.transport, call, opts)
}

// BlockUserParams are the parameters of BlockUser.
type BlockUserParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *BlockUserParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// BlockUser: block a user for a time.
//
// Ends the user's connections and refuses new ones for `seconds` from now, whatever tokens the
// user holds. Blocking again replaces the time.
//
// Needs the scope `connections:write`. Limited to 10 requests per minute and API key.
func (s *RealtimeService) BlockUser(ctx context.Context, userID string, body BlockUser, params *BlockUserParams, opts ...RequestOption) (*BlockedUser, error) {
	call := call{
		method:    "PUT",
		path:      "/api/users/" + segment(userID) + "/block",
		segments:  []string{userID},
		query:     params.query(),
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*BlockedUser](ctx, s.transport, call, opts)
}

// UnblockUserParams are the parameters of UnblockUser.
type UnblockUserParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *UnblockUserParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// UnblockUser: let a user in again.
//
// Lifts the user's block, if there is one. The user may connect again at once.
//
// Needs the scope `connections:write`. Limited to 10 requests per minute and API key.
func (s *RealtimeService) UnblockUser(ctx context.Context, userID string, params *UnblockUserParams, opts ...RequestOption) error {
	call := call{
		method:    "DELETE",
		path:      "/api/users/" + segment(userID) + "/block",
		segments:  []string{userID},
		query:     params.query(),
		accept:    "*/*",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	_, err := s.transport.do(ctx, call, opts)
	return err
}

// ListRoomsParams are the parameters of ListRooms.
type ListRoomsParams struct {
	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64

	// Only rooms whose names begin so.
	Prefix *string

	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *ListRoomsParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addInteger(query, "currentPage", p.CurrentPage)
	addInteger(query, "pageSize", p.PageSize)
	addInteger(query, "limit", p.Limit)
	addString(query, "prefix", p.Prefix)
	addString(query, "app_id", p.AppID)
	return query
}

// ListRooms: list rooms.
//
// The application's rooms that somebody follows now, on all server processes, by name.
//
// Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.
func (s *RealtimeService) ListRooms(ctx context.Context, params *ListRoomsParams, opts ...RequestOption) (*RoomPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/rooms",
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*RoomPage](ctx, s.transport, call, opts)
}

// ListRoomsAll walks every item of ListRooms, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *RealtimeService) ListRoomsAll(ctx context.Context, params *ListRoomsParams, opts ...RequestOption) iter.Seq2[Room, error] {
	var asked ListRoomsParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*RoomPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListRooms(ctx, &page, opts...)
		},
		func(page *RoomPage) ([]Room, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// GetRoomParams are the parameters of GetRoom.
type GetRoomParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *GetRoomParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// GetRoom: get a room.
//
// How many connections follow the room on all server processes. Nobody follows one that is not
// used.
//
// Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.
func (s *RealtimeService) GetRoom(ctx context.Context, room string, params *GetRoomParams, opts ...RequestOption) (*Room, error) {
	call := call{
		method:    "GET",
		path:      "/api/rooms/" + segment(room),
		segments:  []string{room},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Room](ctx, s.transport, call, opts)
}

// CloseRoomParams are the parameters of CloseRoom.
type CloseRoomParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *CloseRoomParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// CloseRoom: close a room.
//
// Takes everybody out of the room and forgets its history. Each client is told `unsubscribed` and
// stays connected; the room opens again when somebody uses it.
//
// Needs the scope `realtime:write`. Limited to 10 requests per minute and API key.
func (s *RealtimeService) CloseRoom(ctx context.Context, room string, params *CloseRoomParams, opts ...RequestOption) (*ClosedRoom, error) {
	call := call{
		method:    "DELETE",
		path:      "/api/rooms/" + segment(room),
		segments:  []string{room},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*ClosedRoom](ctx, s.transport, call, opts)
}

// ListRoomMembersParams are the parameters of ListRoomMembers.
type ListRoomMembersParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string

	// Which page to answer, counted from 1. Default: 1.
	CurrentPage *int64

	// How many items a page holds. It wins over `limit`. Default: 25.
	PageSize *int64

	// Another name for `pageSize`.
	Limit *int64
}

func (p *ListRoomMembersParams) query() url.Values {
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

// ListRoomMembers: list a room's members.
//
// Who is present in the room, on all server processes, with the state that each told last.
//
// Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.
func (s *RealtimeService) ListRoomMembers(ctx context.Context, room string, params *ListRoomMembersParams, opts ...RequestOption) (*MemberPage, error) {
	call := call{
		method:    "GET",
		path:      "/api/rooms/" + segment(room) + "/members",
		segments:  []string{room},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*MemberPage](ctx, s.transport, call, opts)
}

// ListRoomMembersAll walks every item of ListRoomMembers, page after page,
// read as you go. params.CurrentPage is where it starts. After an error it ends.
func (s *RealtimeService) ListRoomMembersAll(ctx context.Context, room string, params *ListRoomMembersParams, opts ...RequestOption) iter.Seq2[Member, error] {
	var asked ListRoomMembersParams
	if params != nil {
		asked = *params
	}
	return walk(
		asked.CurrentPage,
		func(number int64) (*MemberPage, error) {
			page := asked
			page.CurrentPage = &number
			return s.ListRoomMembers(ctx, room, &page, opts...)
		},
		func(page *MemberPage) ([]Member, int64, int64) {
			return page.Data, page.Pagination.CurrentPage, page.Pagination.PagesTotal
		},
	)
}

// GetRoomHistoryParams are the parameters of GetRoomHistory.
type GetRoomHistoryParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string

	// Only events after this offset.
	After *int64

	// How many events at most. Default: 50.
	Limit *int64
}

func (p *GetRoomHistoryParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	addInteger(query, "after", p.After)
	addInteger(query, "limit", p.Limit)
	return query
}

// GetRoomHistory: get a room's history.
//
// What happened in the room, the oldest first, as far as it is kept: 256 events of the last hour.
// Without `after` these are the last ones. To read on, ask for what comes `after` the last event's
// offset; another `epoch` than before means that the history began anew.
//
// Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.
func (s *RealtimeService) GetRoomHistory(ctx context.Context, room string, params *GetRoomHistoryParams, opts ...RequestOption) (*RoomHistory, error) {
	call := call{
		method:    "GET",
		path:      "/api/rooms/" + segment(room) + "/history",
		segments:  []string{room},
		query:     params.query(),
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*RoomHistory](ctx, s.transport, call, opts)
}

// BroadcastToRoomParams are the parameters of BroadcastToRoom.
type BroadcastToRoomParams struct {
	// The application. Admin keys must name it; an application key may, if it is its own.
	AppID *string
}

func (p *BroadcastToRoomParams) query() url.Values {
	query := url.Values{}
	if p == nil {
		return query
	}
	addString(query, "app_id", p.AppID)
	return query
}

// BroadcastToRoom: broadcast to a room.
//
// Tells everybody in the room, and keeps the event in the room's history for those who come back.
// Rooms of presentations are told by commands only: they answer `403`. It is a change like the
// others here, 10 a minute; `POST /api/broadcast` takes a thousand.
//
// Needs the scope `realtime:write`. Limited to 10 requests per minute and API key.
func (s *RealtimeService) BroadcastToRoom(ctx context.Context, room string, body BroadcastToRoom, params *BroadcastToRoomParams, opts ...RequestOption) (*RoomBroadcast, error) {
	call := call{
		method:     "POST",
		path:       "/api/rooms/" + segment(room) + "/broadcast",
		segments:   []string{room},
		query:      params.query(),
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*RoomBroadcast](ctx, s.transport, call, opts)
}
