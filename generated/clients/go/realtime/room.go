package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"maps"
	"reflect"
	"sync"

	"github.com/stagewire/stagewire-go"
)

// Room is a room that is followed: what it tells, in order, and who is there.
//
// Whoever reads too slowly is told: beyond WithMaxQueue messages the room stops listening, and asks
// for what it missed as soon as all is read; a Gap stands for what the server keeps no more. Signals
// are kept nowhere and are lost then; Members is always current.
type Room struct {
	name     string
	realtime *Realtime
	presence bool

	mu         sync.Mutex
	state      map[string]any
	epoch      string
	offset     int64
	subscribed *Subscribed
	members    map[string]Member
	me         string
	queue      []RoomMessage
	behind     bool
	asking     bool
	ended      bool
	err        error
	wake       chan struct{}
}

// SubscribeOption sets something of a subscription.
type SubscribeOption func(*Room)

// WithoutPresence follows a room without being listed, and without being told who comes and goes.
func WithoutPresence() SubscribeOption {
	return func(r *Room) { r.presence = false }
}

// WithState sets what others see of this client.
func WithState(state map[string]any) SubscribeOption {
	return func(r *Room) { r.state = maps.Clone(state) }
}

// RecoverFrom tells first what came after an event that is known, or a Gap where that cannot be.
func RecoverFrom(epoch string, offset int64) SubscribeOption {
	return func(r *Room) { r.epoch, r.offset = epoch, offset }
}

// Name is the room's name.
func (r *Room) Name() string {
	return r.name
}

// Position is the place of the last event that was received, or of where it began.
func (r *Room) Position() (epoch string, offset int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.epoch, r.offset
}

// Subscribed is what the server said when the room was last entered. Its events come by Next too.
func (r *Room) Subscribed() Subscribed {
	r.mu.Lock()
	defer r.mu.Unlock()
	return *r.subscribed
}

// Members is who is there, by connection ID, this client included; kept current. Nil where presence
// is off, or not allowed.
func (r *Room) Members() map[string]Member {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.members)
}

// --- reading ------------------------------------------------------------------------------------

// Next waits for what the room tells next. After Unsubscribe, Close, or an *Unsubscribed of the server
// it answers io.EOF; when the connection is closed for good, or the room may not be followed any more,
// it answers why. One reader at a time.
func (r *Room) Next(ctx context.Context) (RoomMessage, error) {
	for {
		r.mu.Lock()
		if len(r.queue) > 0 {
			message := r.queue[0]
			r.queue[0] = nil
			r.queue = r.queue[1:]
			r.mu.Unlock()
			return message, nil
		}
		if r.ended {
			err := r.err
			r.mu.Unlock()
			if err == nil {
				err = io.EOF
			}
			return nil, err
		}
		ask := r.behind && !r.asking
		r.asking = r.asking || ask
		r.mu.Unlock()
		if ask {
			r.realtime.resubscribe(r)
		}
		select {
		case <-r.wake:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// All walks what the room tells, until it or the context ends. An error comes last.
func (r *Room) All(ctx context.Context) iter.Seq2[RoomMessage, error] {
	return func(yield func(RoomMessage, error) bool) {
		for {
			message, err := r.Next(ctx)
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(message, err) || err != nil {
				return
			}
		}
	}
}

// Messages is what the room tells as a channel, closed when it or the context ends. Err says why.
func (r *Room) Messages(ctx context.Context) <-chan RoomMessage {
	told := make(chan RoomMessage)
	go func() {
		defer close(told)
		for {
			message, err := r.Next(ctx)
			if err != nil {
				return
			}
			select {
			case told <- message:
			case <-ctx.Done():
				return
			}
		}
	}()
	return told
}

// Err is why the room ended: nil while it has not, and when that was asked for.
func (r *Room) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// --- telling ------------------------------------------------------------------------------------

// Publish tells the room, and waits until the event has its place in the room's order.
func (r *Room) Publish(ctx context.Context, event string, data map[string]any) (*Published, error) {
	return r.realtime.Publish(ctx, Publish{Room: r.name, Event: event, Data: data})
}

// Update replaces this client's state; after a reconnect it is told anew.
func (r *Room) Update(ctx context.Context, state map[string]any) error {
	if state == nil {
		state = map[string]any{}
	}
	if _, err := Do(ctx, r.realtime, Update{Room: r.name, State: state}); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.state = maps.Clone(state)
	if mine, ok := r.members[r.me]; ok {
		mine.State = maps.Clone(state)
		r.members[r.me] = mine
	}
	return nil
}

// Signal sends data to one member, by connection ID. It is not repeated: after a *ConnectionError
// nobody knows whether it arrived.
func (r *Room) Signal(ctx context.Context, to string, data map[string]any) error {
	if data == nil {
		data = map[string]any{}
	}
	_, err := Do(ctx, r.realtime, Signal{Room: r.name, To: to, Data: data})
	return err
}

// History reads what happened, oldest first. after and limit may be nil.
func (r *Room) History(ctx context.Context, after, limit *int64) (*Events, error) {
	return Do(ctx, r.realtime, History{Room: r.name, After: after, Limit: limit})
}

// Presence asks who is there.
func (r *Room) Presence(ctx context.Context) ([]Member, error) {
	answer, err := Do(ctx, r.realtime, Presence{Room: r.name})
	if err != nil {
		return nil, err
	}
	return answer.Members, nil
}

// Unsubscribe leaves the room.
func (r *Room) Unsubscribe(ctx context.Context) error {
	left := r.realtime.leave(r)
	if left == nil {
		return nil
	}
	select {
	case <-left.done:
		// Whatever the server says, the room is not followed any more.
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// --- what the connection tells ------------------------------------------------------------------

// asks is the subscribe that begins or goes on from here.
func (r *Room) asks() map[string]any {
	r.mu.Lock()
	defer r.mu.Unlock()
	message := map[string]any{"type": "subscribe", "room": r.name}
	if r.epoch != "" {
		message["recover"] = map[string]any{"epoch": r.epoch, "offset": r.offset}
	}
	if !r.presence {
		message["presence"] = false
	}
	if r.state != nil {
		message["state"] = r.state
	}
	return message
}

// inside reports whether the room was ever entered.
func (r *Room) inside() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.me != ""
}

// asked notes that a subscribe came to its end, whatever that was.
func (r *Room) asked() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asking = false
	r.poke()
}

// entered takes the answer to a subscribe, or one that came unasked.
func (r *Room) entered(raw json.RawMessage, connectionID string) error {
	var message Subscribed
	if err := json.Unmarshal(raw, &message); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asking = false
	if r.ended {
		return nil
	}
	r.behind = false
	r.subscribed = &message
	r.see(message.Members, connectionID)
	if message.Recovered != nil && !*message.Recovered {
		r.epoch, r.offset = message.Epoch, message.Offset
		r.put(&Gap{Room: r.name, Epoch: message.Epoch, Offset: message.Offset}, true)
		for _, event := range message.Events {
			r.put(r.event(event), false)
		}
	} else {
		for _, event := range message.Events {
			r.happened(r.event(event))
		}
		if !r.behind {
			r.epoch, r.offset = message.Epoch, max(r.offset, message.Offset)
			if message.Recovered != nil {
				r.put(&Recovered{Room: r.name, Events: len(message.Events)}, false)
			}
		}
	}
	r.poke()
	return nil
}

// notice takes anything else that the server says of this room.
func (r *Room) notice(told ServerMessage) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return
	}
	switch message := told.(type) {
	case *Event:
		r.happened(message)
		return
	case *Join:
		r.present(message.Member)
	case *State:
		r.present(message.Member)
	case *Leave:
		delete(r.members, message.Member.ConnectionID)
	}
	if message, ok := told.(RoomMessage); ok {
		_, last := told.(*Unsubscribed)
		r.put(message, last)
		if last {
			r.ended = true
			r.poke()
		}
	}
}

// end means that nothing comes any more.
func (r *Room) end(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.ended {
		r.ended, r.err = true, err
		r.poke()
	}
}

func (r *Room) happened(event *Event) {
	if event.Offset <= r.offset {
		return
	}
	if r.behind || event.Offset != r.offset+1 {
		// Something is missing: what comes is asked for again, from the last that was read.
		r.behind = true
		r.poke()
	} else if r.put(event, false) {
		r.offset = event.Offset
	}
}

func (r *Room) put(message RoomMessage, urgent bool) bool {
	if !urgent && (r.behind || len(r.queue) >= r.realtime.options.maxQueue) {
		r.behind = true
		return false
	}
	r.queue = append(r.queue, message)
	r.poke()
	return true
}

func (r *Room) poke() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *Room) present(member Member) {
	if r.members != nil {
		r.members[member.ConnectionID] = member
	}
}

// see tells how who is there differs from who was, this client aside.
func (r *Room) see(listed []stagewire.Member, connectionID string) {
	before, was := r.members, r.me
	r.members, r.me = nil, connectionID
	if listed == nil {
		return
	}
	r.members = make(map[string]Member, len(listed))
	for _, one := range listed {
		r.members[one.ConnectionID] = one
	}
	if before == nil {
		return
	}
	for id, gone := range before {
		if _, there := r.members[id]; !there && id != was {
			r.put(&Leave{Room: r.name, Member: gone}, false)
		}
	}
	for _, one := range listed {
		known, there := before[one.ConnectionID]
		switch {
		case one.ConnectionID == connectionID:
		case !there:
			r.put(&Join{Room: r.name, Member: one}, false)
		case !reflect.DeepEqual(known, one):
			r.put(&State{Room: r.name, Member: one}, false)
		}
	}
}

func (r *Room) event(e stagewire.RoomEvent) *Event {
	return &Event{
		Room:         r.name,
		Offset:       e.Offset,
		Event:        e.Event,
		Data:         e.Data,
		Timestamp:    e.Timestamp,
		ConnectionID: e.ConnectionID,
		UserID:       e.UserID,
	}
}
