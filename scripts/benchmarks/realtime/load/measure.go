package main

import (
	"bytes"
	"fmt"
	"time"
)

// Measured is what one measurement found. Latencies are in microseconds: from the moment a
// broadcast was published (at a fixed pace: was to be published) until a subscriber had read it.
type Measured struct {
	// All messages that were delivered, and in how many seconds.
	Delivered int     `json:"delivered"`
	Seconds   float64 `json:"seconds"`
	P50       float64 `json:"p50"`
	P99       float64 `json:"p99"`
}

// flood keeps so many broadcasts outstanding: each is published when an earlier one is with the
// last of its subscribers.
func (c *Crowd) flood(outstanding int, seconds float64) (*Measured, error) {
	c.reset()
	begun := time.Now()
	end := begun.Add(duration(seconds))
	for now := begun; now.Before(end); now = time.Now() {
		for c.outstanding < outstanding {
			if err := c.publish(time.Now()); err != nil {
				return nil, err
			}
		}
		if err := c.read(100); err != nil {
			return nil, err
		}
		if now.Sub(c.latest) > patience {
			return nil, fmt.Errorf("nothing comes any more, %d outstanding", c.outstanding)
		}
	}
	return c.measured(begun)
}

// pace publishes so many broadcasts a second, whatever becomes of them. It looks for messages all
// the time: waking up costs more than what is measured.
func (c *Crowd) pace(perSecond, seconds float64) (*Measured, error) {
	c.reset()
	begun := time.Now()
	every := duration(1 / perSecond)
	due, end := begun.Add(every/2), begun.Add(duration(seconds))
	for now := begun; now.Before(end); now = time.Now() {
		for ; !now.Before(due) && due.Before(end); due = due.Add(every) {
			if err := c.publish(due); err != nil {
				return nil, err
			}
		}
		if err := c.read(0); err != nil {
			return nil, err
		}
	}
	return c.measured(begun)
}

// check publishes to every room once and looks at everything that comes of it.
func (c *Crowd) check() error {
	c.reset()
	c.checking = true
	for n := range c.rooms {
		if err := c.publish(time.Now()); err != nil {
			return err
		}
		for c.outstanding > 0 {
			if err := c.read(100); err != nil {
				return err
			}
			if time.Since(c.rooms[n].sent[0]) > patience {
				return fmt.Errorf("a message never came to %d subscribers", c.rooms[n].left[0])
			}
		}
	}
	c.checking = false
	return nil
}

func (c *Crowd) reset() {
	for n := range c.rooms {
		c.rooms[n].sent, c.rooms[n].left = c.rooms[n].sent[:0], c.rooms[n].left[:0]
	}
	for n := range c.clients {
		c.clients[n].seen = 0
	}
	c.latencies = new(histogram)
	c.outstanding, c.delivered, c.turn = 0, 0, 0
	c.latest = time.Now()
}

// measured waits for what is still on its way.
func (c *Crowd) measured(begun time.Time) (*Measured, error) {
	for c.outstanding > 0 {
		if time.Since(c.latest) > patience {
			return nil, fmt.Errorf("%d broadcasts never came to everybody", c.outstanding)
		}
		if err := c.read(100); err != nil {
			return nil, err
		}
	}
	return &Measured{
		Delivered: c.delivered,
		Seconds:   c.latest.Sub(begun).Seconds(),
		P50:       c.latencies.quantile(0.5),
		P99:       c.latencies.quantile(0.99),
	}, nil
}

// publish says something in the next room; at is when it was to be said.
func (c *Crowd) publish(at time.Time) error {
	mine := &c.rooms[c.turn%len(c.rooms)]
	c.turn++
	mine.sent = append(mine.sent, at)
	mine.left = append(mine.left, c.perRoom)
	c.outstanding++
	return c.publisher.send(mine.post)
}

// read takes what has come to anybody.
func (c *Crowd) read(milliseconds int) error {
	n, err := c.wait(milliseconds)
	if err != nil {
		return err
	}
	for _, event := range c.events[:n] {
		mine := &c.clients[event.Fd]
		data, err := mine.receive(c.buffer)
		if err != nil {
			return err
		}
		if err := c.take(mine, data); err != nil {
			return err
		}
	}
	return nil
}

// asksToo says whether the question is a line of its own among the messages of a frame.
func asksToo(payload, ask []byte) bool {
	for line := range bytes.SplitSeq(payload, []byte{'\n'}) {
		if bytes.Equal(line, ask) {
			return true
		}
	}
	return false
}

func (c *Crowd) take(mine *client, data []byte) error {
	messages := 0
	for {
		opcode, payload, left, ok := next(data)
		if !ok {
			break
		}
		data = left
		found := bytes.Count(payload, []byte{mark})
		messages += found
		if found == 0 || c.dialect.joins && asksToo(payload, c.dialect.ask) {
			if err := c.control(mine, opcode, payload); err != nil {
				return err
			}
		}
		if found > 0 && c.checking {
			if err := verify(payload, c.data); err != nil {
				return err
			}
		}
	}
	if len(data) > 0 {
		mine.rest = append(mine.rest, data...)
	}
	if messages == 0 {
		return nil
	}
	now, room := time.Now(), &c.rooms[mine.room]
	if mine.seen+messages > len(room.sent) {
		return fmt.Errorf("more messages than were published")
	}
	for range messages {
		c.latencies.add(now.Sub(room.sent[mine.seen]))
		room.left[mine.seen]--
		if room.left[mine.seen] == 0 {
			c.outstanding--
		}
		mine.seen++
	}
	c.delivered += messages
	c.latest = now
	return nil
}

func duration(seconds float64) time.Duration { return time.Duration(seconds * float64(time.Second)) }
