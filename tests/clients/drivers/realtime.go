// The Go client of the WebSocket, steered by a test: see tests/clients/peers.py.
package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/stagewire/stagewire-go"
	"github.com/stagewire/stagewire-go/realtime"
)

type object = map[string]any

type command struct {
	N              int             `json:"n"`
	Do             string          `json:"do"`
	Ask            int             `json:"ask"`
	Token          *string         `json:"token"`
	Fail           *string         `json:"fail"`
	URL            string          `json:"url"`
	Timeout        float64         `json:"timeout"`
	InitialBackoff float64         `json:"initial_backoff"`
	MaxBackoff     float64         `json:"max_backoff"`
	PingInterval   float64         `json:"ping_interval"`
	MaxWaiting     int             `json:"max_waiting"`
	Room           string          `json:"room"`
	Presence       *bool           `json:"presence"`
	State          object          `json:"state"`
	Event          string          `json:"event"`
	Data           object          `json:"data"`
	Key            *string         `json:"key"`
	To             string          `json:"to"`
	After          *int64          `json:"after"`
	Limit          *int64          `json:"limit"`
	Type           string          `json:"type"`
	Body           json.RawMessage `json:"body"`
	Count          int             `json:"count"`
	What           int             `json:"what"`
	Recover        *struct {
		Epoch  string `json:"epoch"`
		Offset int64  `json:"offset"`
	} `json:"recover"`
}

type iteration struct {
	count   int
	offsets []int64
	done    chan error
}

type driver struct {
	mu         sync.Mutex
	rt         *realtime.Realtime
	rooms      map[string]*realtime.Room
	iterations map[string][]*iteration
	cancels    map[int]context.CancelFunc
	asked      []chan command
}

func main() {
	// Commands begin in the order in which they came.
	runtime.GOMAXPROCS(1)
	d := &driver{
		rooms:      map[string]*realtime.Room{},
		iterations: map[string][]*iteration{},
		cancels:    map[int]context.CancelFunc{},
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c command
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			panic(err)
		}
		if c.Ask != 0 {
			d.mu.Lock()
			d.asked[c.Ask-1] <- c
			d.mu.Unlock()
			continue
		}
		ctx, cancel := context.WithCancel(context.Background())
		d.mu.Lock()
		d.cancels[c.N] = cancel
		d.mu.Unlock()
		go d.run(ctx, c)
		// Once is not enough where the machine is so busy that the command was interrupted.
		for range 10 {
			runtime.Gosched()
		}
	}
	if d.rt != nil {
		d.rt.Close()
	}
}

var output sync.Mutex

func say(message object) {
	text, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	output.Lock()
	defer output.Unlock()
	fmt.Println(string(text))
}

func (d *driver) run(ctx context.Context, c command) {
	answer, err := d.do(ctx, c)
	if err != nil {
		say(object{"n": c.N, "error": described(err)})
	} else {
		say(object{"n": c.N, "ok": answer})
	}
}

func kindOf(err error) string {
	switch {
	case errors.As(err, new(*realtime.RequestError)):
		return "realtime"
	case errors.As(err, new(*realtime.ClosedError)):
		return "closed"
	case errors.Is(err, realtime.ErrQueueFull):
		return "queue_full"
	case errors.As(err, new(*realtime.TokenError)):
		return "token"
	case errors.Is(err, stagewire.ErrTimeout):
		return "timeout"
	case errors.Is(err, context.Canceled):
		return "cancelled"
	case errors.As(err, new(*realtime.ConnectionError)):
		return "lost"
	}
	return err.Error()
}

func described(err error) object {
	found := object{"kind": kindOf(err)}
	var refused *realtime.RequestError
	if errors.As(err, &refused) {
		found["code"], found["field"] = refused.Code, refused.Field
		if refused.RetryAfter != nil {
			found["retry_after"] = refused.RetryAfter.Seconds()
		}
	}
	var closed *realtime.ClosedError
	if errors.As(err, &closed) {
		found["code"] = closed.Code
	}
	return found
}

// --- the callback -------------------------------------------------------------------------------

func (d *driver) token(ctx context.Context) (string, error) {
	answered := make(chan command, 1)
	d.mu.Lock()
	d.asked = append(d.asked, answered)
	number := len(d.asked)
	d.mu.Unlock()
	say(object{"ask": number})
	select {
	case c := <-answered:
		if c.Fail != nil {
			return "", errors.New(*c.Fail)
		}
		return *c.Token, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// --- what is told -------------------------------------------------------------------------------

func changed(change realtime.StateChange) {
	code, name, reason := 1006, "", ""
	var closed *realtime.ClosedError
	if errors.As(change.Err, &closed) {
		code, name, reason = closed.Code, closed.Name, closed.Reason
	}
	switch change.Status {
	case realtime.StatusConnected:
		say(object{"tell": "connected", "connection_id": change.ConnectionID})
	case realtime.StatusReconnecting:
		say(object{"tell": "reconnecting", "code": code})
	case realtime.StatusClosed:
		say(object{"tell": "closed", "code": code, "name": name, "reason": reason})
	}
}

func (d *driver) pump(room *realtime.Room) {
	for message, err := range room.All(context.Background()) {
		if errors.As(err, new(*realtime.RequestError)) {
			say(object{"tell": "unsubscribed", "room": room.Name()})
		}
		if err != nil {
			d.mu.Lock()
			for _, one := range d.iterations[room.Name()] {
				if len(one.offsets) < one.count {
					one.done <- err
				}
			}
			d.mu.Unlock()
			return
		}
		d.tell(message)
	}
}

func (d *driver) tell(message realtime.RoomMessage) {
	switch m := message.(type) {
	case *realtime.Event:
		d.mu.Lock()
		for _, one := range d.iterations[m.Room] {
			if len(one.offsets) < one.count {
				one.offsets = append(one.offsets, m.Offset)
				if len(one.offsets) == one.count {
					one.done <- nil
				}
			}
		}
		d.mu.Unlock()
		say(object{"tell": "event", "room": m.Room, "offset": m.Offset, "event": m.Event, "data": m.Data})
	case *realtime.Join:
		say(object{"tell": "join", "room": m.Room, "member": m.Member})
	case *realtime.Leave:
		say(object{"tell": "leave", "room": m.Room, "member": m.Member})
	case *realtime.State:
		say(object{"tell": "state", "room": m.Room, "member": m.Member})
	case *realtime.SignalReceived:
		say(object{"tell": "signal", "room": m.Room, "from": m.From, "data": m.Data})
	case *realtime.Recovered:
		say(object{"tell": "recovered", "room": m.Room, "events": m.Events})
	case *realtime.Gap:
		say(object{"tell": "gap", "room": m.Room, "offset": m.Offset})
	case *realtime.Unsubscribed:
		say(object{"tell": "unsubscribed", "room": m.Room})
	}
}

// --- commands -----------------------------------------------------------------------------------

func seconds(value float64) time.Duration {
	return time.Duration(value * float64(time.Second))
}

func (d *driver) do(ctx context.Context, c command) (any, error) {
	d.mu.Lock()
	rt, room := d.rt, d.rooms[c.Room]
	d.mu.Unlock()
	switch c.Do {
	case "ready":
		return nil, nil
	case "connect":
		return d.connect(ctx, c)
	case "subscribe":
		return d.subscribe(ctx, rt, c)
	case "unsubscribe":
		return nil, room.Unsubscribe(ctx)
	case "publish":
		message := realtime.Publish{Room: c.Room, Event: c.Event, Data: c.Data, Key: c.Key}
		placed, err := rt.Publish(ctx, message)
		if err != nil {
			return nil, err
		}
		return object{"epoch": placed.Epoch, "offset": placed.Offset}, nil
	case "update":
		return nil, room.Update(ctx, c.State)
	case "signal":
		return nil, room.Signal(ctx, c.To, c.Data)
	case "presence":
		answer, err := realtime.Do(ctx, rt, realtime.Presence{Room: c.Room})
		if err != nil {
			return nil, err
		}
		return sorted(answer.Members), nil
	case "members":
		members := []realtime.Member{}
		for _, one := range room.Members() {
			members = append(members, one)
		}
		return sorted(members), nil
	case "history":
		message := realtime.History{Room: c.Room, After: c.After, Limit: c.Limit}
		answer, err := realtime.Do(ctx, rt, message)
		if err != nil {
			return nil, err
		}
		return answer.Events, nil
	case "request":
		return request(ctx, rt, c)
	case "iterate":
		made := &iteration{count: c.Count, done: make(chan error, 1)}
		d.mu.Lock()
		d.iterations[c.Room] = append(d.iterations[c.Room], made)
		d.mu.Unlock()
		err := <-made.done
		return made.offsets, err
	case "cancel":
		d.mu.Lock()
		defer d.mu.Unlock()
		d.cancels[c.What]()
		return nil, nil
	case "close":
		return nil, rt.Close()
	}
	return nil, fmt.Errorf("unknown command %s", c.Do)
}

func (d *driver) connect(ctx context.Context, c command) (any, error) {
	var source realtime.TokenSource = realtime.TokenFunc(d.token)
	if c.Token != nil {
		source = realtime.StaticToken(*c.Token)
	}
	options := []realtime.Option{
		realtime.WithBackoff(seconds(c.InitialBackoff), seconds(c.MaxBackoff)),
		realtime.OnState(changed),
		realtime.OnError(func(err error) {
			told := described(err)
			told["tell"] = "error"
			say(told)
		}),
	}
	patience := 10 * time.Second
	if c.Timeout > 0 {
		patience = seconds(c.Timeout)
		options = append(options, realtime.WithTimeout(patience), realtime.WithOpenTimeout(patience))
	}
	options = append(options, realtime.WithPing(seconds(c.PingInterval), patience))
	if c.MaxWaiting > 0 {
		options = append(options, realtime.WithMaxWaiting(c.MaxWaiting))
	}
	rt, err := realtime.Connect(ctx, c.URL, source, options...)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	d.rt = rt
	d.mu.Unlock()
	return object{"connection_id": rt.ConnectionID(), "user_id": rt.UserID()}, nil
}

func (d *driver) subscribe(ctx context.Context, rt *realtime.Realtime, c command) (any, error) {
	var options []realtime.SubscribeOption
	if c.Presence != nil && !*c.Presence {
		options = append(options, realtime.WithoutPresence())
	}
	if c.State != nil {
		options = append(options, realtime.WithState(c.State))
	}
	if c.Recover != nil {
		options = append(options, realtime.RecoverFrom(c.Recover.Epoch, c.Recover.Offset))
	}
	room, err := rt.Subscribe(ctx, c.Room, options...)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	d.rooms[c.Room] = room
	d.mu.Unlock()
	answer := room.Subscribed()
	go d.pump(room)
	return object{
		"epoch":     answer.Epoch,
		"offset":    answer.Offset,
		"recovered": answer.Recovered,
		"events":    answer.Events,
	}, nil
}

// request makes any pair of messages of its type and body.
func request(ctx context.Context, rt *realtime.Realtime, c command) (any, error) {
	switch c.Type {
	case "ping":
		return pair[realtime.Ping](ctx, rt, c.Body)
	case "presence":
		return pair[realtime.Presence](ctx, rt, c.Body)
	case "publish":
		return pair[realtime.Publish](ctx, rt, c.Body)
	case "command":
		return pair[realtime.Command](ctx, rt, c.Body)
	}
	return nil, fmt.Errorf("unknown type %s", c.Type)
}

func pair[M realtime.Request[R], R any](ctx context.Context, rt *realtime.Realtime, body json.RawMessage) (any, error) {
	var message M
	if err := json.Unmarshal(body, &message); err != nil {
		return nil, err
	}
	return realtime.Do(ctx, rt, message)
}

func sorted(members []realtime.Member) []realtime.Member {
	slices.SortFunc(members, func(a, b realtime.Member) int { return cmp.Compare(a.ConnectionID, b.ConnectionID) })
	return members
}
