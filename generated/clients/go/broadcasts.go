package stagewire

import (
	"context"
)

// BroadcastsService: Events from a server to everybody in a room.
type BroadcastsService struct {
	transport *transport
}

// CreateBroadcast: broadcast an event.
//
// Tells everybody in a room, and answers how many connections followed it on all server processes.
// `room` in the answer is the room's name on the whole server. Rooms of presentations are told by
// commands only: they answer `403`. 1000 requests a minute for each key.
//
// Needs the scope `realtime:write`. Limited to 1000 requests per minute and API key.
func (s *BroadcastsService) CreateBroadcast(ctx context.Context, body CreateBroadcast, opts ...RequestOption) (*Broadcast, error) {
	call := call{
		method:     "POST",
		path:       "/api/broadcast",
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*Broadcast](ctx, s.transport, call, opts)
}

// CreateBroadcasts: broadcast up to 100 events.
//
// Tells several rooms, or one room several things, and answers a result per item, in order: `200`
// with the broadcast, or the error that this item met. Events for one room keep their order. A
// body that breaks the schema is refused whole and tells nobody. 100 requests a minute for each
// key.
//
// Needs the scope `realtime:write`. Limited to 100 requests per minute and API key.
func (s *BroadcastsService) CreateBroadcasts(ctx context.Context, body CreateBroadcasts, opts ...RequestOption) (*BroadcastResults, error) {
	call := call{
		method:     "POST",
		path:       "/api/broadcast/batch",
		body:       body,
		accept:     "application/json",
		keyHeader:  "Authorization",
		keyPrefix:  "Bearer ",
		idempotent: true,
	}
	return send[*BroadcastResults](ctx, s.transport, call, opts)
}
