package main

import (
	"bytes"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"time"
)

const (
	atOnce   = 128 // handshakes
	patience = 20 * time.Second
)

// room is what was published to one room since the measurement began.
type room struct {
	sent []time.Time
	left []int // deliveries that are still to come, of each broadcast
	post []byte
}

// Crowd is all the connections to one server.
type Crowd struct {
	dialect   dialect
	data      []byte
	clients   []client
	rooms     []room
	perRoom   int
	epoll     int
	events    []syscall.EpollEvent
	buffer    []byte
	publisher *client

	// The measurement that runs.
	checking    bool
	latencies   *histogram
	outstanding int
	delivered   int
	turn        int
	latest      time.Time
}

// Opened is how fast everybody was in its room.
type Opened struct {
	PerSecond float64 `json:"per_second"`
}

func open(order Order) (*Crowd, *Opened, error) {
	speak, known := dialects[order.Dialect]
	if !known {
		return nil, nil, fmt.Errorf("unknown dialect %q", order.Dialect)
	}
	text, err := os.ReadFile(order.Tokens)
	if err != nil {
		return nil, nil, err
	}
	tokens := strings.Fields(string(text))
	subscribers := order.Rooms * order.PerRoom
	if len(tokens) <= subscribers {
		return nil, nil, fmt.Errorf("%d tokens for %d connections", len(tokens), subscribers+1)
	}
	epoll, err := syscall.EpollCreate1(0)
	if err != nil {
		return nil, nil, err
	}
	c := &Crowd{
		dialect: speak,
		data:    []byte(order.Data),
		clients: make([]client, subscribers+1),
		rooms:   make([]room, order.Rooms),
		perRoom: order.PerRoom,
		epoll:   epoll,
		events:  make([]syscall.EpollEvent, 512),
		buffer:  make([]byte, 4<<20),
	}
	for n := range c.rooms {
		c.rooms[n].post = masked(opText, []byte(speak.publish(name(n), order.Data)))
	}
	for n := range c.clients {
		// Neighbours are in different rooms, as they would be.
		mine := &c.clients[n]
		mine.room, mine.token, mine.fd = n%order.Rooms, tokens[n], -1
		mine.steps = speak.join(mine.token, name(mine.room))
	}
	c.publisher = &c.clients[subscribers]
	// It only publishes: the last step would subscribe it.
	c.publisher.steps = c.publisher.steps[:len(c.publisher.steps)-1]
	opened, err := c.connect(order.Addresses)
	if err == nil {
		err = c.check()
	}
	if err != nil {
		c.close()
		return nil, nil, err
	}
	return c, opened, nil
}

func name(room int) string { return fmt.Sprintf("bench-%d", room) }

func (c *Crowd) close() {
	for n := range c.clients {
		if fd := c.clients[n].fd; fd >= 0 {
			// A reset: the ports of ten thousand connections are free for the next ones.
			_ = syscall.SetsockoptLinger(fd, syscall.SOL_SOCKET, syscall.SO_LINGER,
				&syscall.Linger{Onoff: 1})
			_ = syscall.Close(fd)
		}
	}
	_ = syscall.Close(c.epoll)
}

// connect takes everybody into its room, so many at once.
func (c *Crowd) connect(addresses []string) (*Opened, error) {
	to := make([]syscall.SockaddrInet4, len(addresses))
	for n, address := range addresses {
		parsed, err := netip.ParseAddrPort(address)
		if err != nil {
			return nil, err
		}
		to[n] = syscall.SockaddrInet4{Port: int(parsed.Port()), Addr: parsed.Addr().As4()}
	}
	begun := time.Now()
	started, done := 0, 0
	for done < len(c.clients) {
		for started < len(c.clients) && started-done < atOnce {
			// The publisher, which is the last, is at the first address.
			at := started % len(to)
			if started == len(c.clients)-1 {
				at = 0
			}
			if err := c.begin(started, &to[at], addresses[at]); err != nil {
				return nil, err
			}
			started++
		}
		finished, err := c.greet()
		if err != nil {
			return nil, err
		}
		done += finished
		if time.Since(begun) > 6*patience {
			return nil, fmt.Errorf("only %d of %d could connect", done, len(c.clients))
		}
	}
	return &Opened{float64(len(c.clients)) / time.Since(begun).Seconds()}, nil
}

func (c *Crowd) begin(n int, to *syscall.SockaddrInet4, host string) error {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("socket: %w", err)
	}
	mine := &c.clients[n]
	mine.fd = fd
	_ = syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	if err := syscall.Connect(fd, to); err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	if err := syscall.SetNonblock(fd, true); err != nil {
		return err
	}
	event := syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(n)}
	if err := syscall.EpollCtl(c.epoll, syscall.EPOLL_CTL_ADD, fd, &event); err != nil {
		return err
	}
	return mine.send([]byte("GET " + c.dialect.path(mine.token) + " HTTP/1.1\r\n" +
		"Host: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"))
}

// accepted is the answer to the key above (RFC 6455, section 1.3).
var accepted = []byte("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")

// greet goes on with the handshakes; it answers how many came to their end.
func (c *Crowd) greet() (int, error) {
	n, err := c.wait(100)
	if err != nil {
		return 0, err
	}
	finished := 0
	for _, event := range c.events[:n] {
		mine := &c.clients[event.Fd]
		data, err := mine.receive(c.buffer)
		if err != nil {
			return 0, err
		}
		if !mine.upgraded {
			end := bytes.Index(data, []byte("\r\n\r\n"))
			if end < 0 {
				mine.rest = append(mine.rest, data...)
				continue
			}
			head := data[:end]
			if !bytes.HasPrefix(head, []byte("HTTP/1.1 101 ")) || !bytes.Contains(head, accepted) {
				return 0, fmt.Errorf("no WebSocket: %.200q", head)
			}
			mine.upgraded = true
			data = data[end+4:]
			if err := mine.step(false); err != nil {
				return 0, err
			}
			if len(mine.steps) == 0 {
				finished++
			}
		}
		for {
			opcode, payload, left, ok := next(data)
			if !ok {
				mine.rest = append(mine.rest, data...)
				break
			}
			data = left
			if opcode == opText && len(mine.steps) > 0 {
				if !bytes.Contains(payload, []byte(mine.steps[0].expect)) {
					return 0, fmt.Errorf("expected %s, got %.300q", mine.steps[0].expect, payload)
				}
				if err := mine.step(true); err != nil {
					return 0, err
				}
				if len(mine.steps) == 0 {
					finished++
				}
			} else if err := c.control(mine, opcode, payload); err != nil {
				return 0, err
			}
		}
	}
	return finished, nil
}

// step says what the next step begins with; done: the one before is over.
func (c *client) step(done bool) error {
	if done {
		c.steps = c.steps[1:]
	}
	if len(c.steps) == 0 || c.steps[0].send == "" {
		return nil
	}
	return c.send(masked(opText, []byte(c.steps[0].send)))
}

func (c *Crowd) control(mine *client, opcode byte, payload []byte) error {
	switch {
	case opcode == opPing:
		return mine.send(masked(opPong, payload))
	case opcode == opClose:
		return fmt.Errorf("the server closes a connection: %q", payload)
	case c.dialect.ask != nil && asksToo(payload, c.dialect.ask):
		return mine.send(masked(opText, c.dialect.answer))
	}
	// Something that is no message, as the acknowledgement of one.
	return nil
}

func (c *Crowd) wait(milliseconds int) (int, error) {
	n, err := syscall.EpollWait(c.epoll, c.events, milliseconds)
	if err == syscall.EINTR {
		return 0, nil
	}
	return n, err
}
