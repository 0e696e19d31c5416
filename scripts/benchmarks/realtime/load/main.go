// Load for a WebSocket server: connections that subscribe to rooms, and one that publishes to them.
//
// It is told what to do by lines of JSON and answers each with one. One thread and one epoll: a
// delivered message costs it a part of a system call, so the server is what is measured.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

// Order is one line of what to do.
type Order struct {
	Do string `json:"do"`
	// open
	Dialect   string   `json:"dialect"`
	Addresses []string `json:"addresses"`
	Rooms     int      `json:"rooms"`
	PerRoom   int      `json:"per_room"`
	Tokens    string   `json:"tokens"`
	Data      string   `json:"data"`
	// flood and pace
	Seconds     float64 `json:"seconds"`
	Outstanding int     `json:"outstanding"`
	PerSecond   float64 `json:"per_second"`
}

func main() {
	runtime.LockOSThread()
	debug.SetGCPercent(400)
	var crowd *Crowd
	answers := json.NewEncoder(os.Stdout)
	orders := read(os.Stdin)
	for {
		line, err := await(orders, crowd)
		if err != nil {
			_ = answers.Encode(map[string]string{"error": err.Error()})
		}
		if line == nil {
			return
		}
		var order Order
		var answer any
		switch err = json.Unmarshal(line, &order); {
		case err != nil:
		case order.Do == "open":
			crowd, answer, err = open(order)
		case crowd == nil:
			err = fmt.Errorf("%s: nothing is open", order.Do)
		case order.Do == "flood":
			answer, err = crowd.flood(order.Outstanding, order.Seconds)
		case order.Do == "pace":
			answer, err = crowd.pace(order.PerSecond, order.Seconds)
		case order.Do == "close":
			crowd.close()
			crowd, answer = nil, struct{}{}
		default:
			err = fmt.Errorf("unknown order %q", order.Do)
		}
		if err != nil {
			answer = map[string]string{"error": err.Error()}
		}
		if answers.Encode(answer) != nil {
			return
		}
	}
}

// read answers the lines as they come.
func read(from io.Reader) <-chan []byte {
	lines := make(chan []byte)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(from)
		for scanner.Scan() {
			lines <- bytes.Clone(scanner.Bytes())
		}
	}()
	return lines
}

// await is the next line; nil when there will be none. Meanwhile the server's questions are answered:
// it closes who is silent.
func await(lines <-chan []byte, crowd *Crowd) ([]byte, error) {
	for {
		select {
		case line := <-lines:
			return line, nil
		case <-time.After(20 * time.Millisecond):
			if crowd == nil {
				continue
			}
			if err := crowd.read(0); err != nil {
				return nil, fmt.Errorf("between measurements: %w", err)
			}
		}
	}
}
