package main

import (
	"encoding/binary"
	"fmt"
	"syscall"
)

const (
	opText  = 1
	opClose = 8
	opPing  = 9
	opPong  = 10
)

// client is one connection.
type client struct {
	fd   int
	room int
	// The handshake: whose token, whether it is a WebSocket yet, and what is still to be said.
	token    string
	upgraded bool
	steps    []step
	// What came of a frame that is not complete yet.
	rest []byte
	// How many messages of its room came since the measurement began.
	seen int
}

// send writes bytes that always fit the socket's buffer.
func (c *client) send(data []byte) error {
	for len(data) > 0 {
		n, err := syscall.Write(c.fd, data)
		switch err {
		case nil:
			data = data[n:]
		case syscall.EINTR:
		case syscall.EAGAIN:
			return fmt.Errorf("the server does not read what is published")
		default:
			return fmt.Errorf("write: %w", err)
		}
	}
	return nil
}

// receive reads once and answers what is there, with what was left over before; nil when there is
// nothing.
func (c *client) receive(buffer []byte) ([]byte, error) {
	kept := copy(buffer, c.rest)
	c.rest = c.rest[:0]
	n, err := syscall.Read(c.fd, buffer[kept:])
	switch {
	case err == syscall.EAGAIN || err == syscall.EINTR:
		c.rest = append(c.rest, buffer[:kept]...)
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read: %w", err)
	case n == 0:
		return nil, fmt.Errorf("the server closed a connection")
	}
	return buffer[:kept+n], nil
}

// masked is a client's frame (RFC 6455, section 5.2). The mask is zero, which is as good as any
// for the server: it has to apply it all the same.
func masked(opcode byte, payload []byte) []byte {
	frame := []byte{0x80 | opcode}
	switch size := len(payload); {
	case size < 126:
		frame = append(frame, 0x80|byte(size))
	case size < 1<<16:
		frame = binary.BigEndian.AppendUint16(append(frame, 0x80|126), uint16(size))
	default:
		frame = binary.BigEndian.AppendUint64(append(frame, 0x80|127), uint64(size))
	}
	return append(append(frame, 0, 0, 0, 0), payload...)
}

// next takes a frame off the data; ok is false when it is not complete.
func next(data []byte) (opcode byte, payload, left []byte, ok bool) {
	if len(data) < 2 {
		return
	}
	head, size := 2, int(data[1]&0x7f)
	switch size {
	case 126:
		head = 4
		if len(data) < head {
			return
		}
		size = int(binary.BigEndian.Uint16(data[2:]))
	case 127:
		head = 10
		if len(data) < head {
			return
		}
		size = int(binary.BigEndian.Uint64(data[2:]))
	}
	if len(data) < head+size {
		return
	}
	return data[0] & 0x0f, data[head : head+size], data[head+size:], true
}
