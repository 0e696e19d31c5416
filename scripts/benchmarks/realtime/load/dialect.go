package main

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// mark stands once in the data of every message and nowhere else: messages are counted by it, also
// where a frame holds several.
const mark = '|'

// step is a message and what the answer to it holds.
type step struct{ send, expect string }

// dialect is how a server's clients speak.
type dialect struct {
	path func(token string) string
	// Before the first step's answer nothing may be sent but its own message.
	join    func(token, room string) []step
	publish func(room, data string) string
	// What a server asks over and over, and what it wants to hear.
	ask, answer []byte
	// Whether a frame may hold several messages, one a line.
	joins bool
}

func quoted(text string) string {
	encoded, _ := json.Marshal(text)
	return string(encoded)
}

var plainly = dialect{
	path: func(string) string { return "/realtime" },
	join: func(_, room string) []step {
		return []step{{`{"type":"subscribe","room":` + quoted(room) + `}`, `"type":"subscribed"`}}
	},
	publish: func(room, data string) string {
		return fmt.Sprintf(`{"type":"publish","room":%s,"event":"message","data":%s}`, quoted(room), data)
	},
}

var dialects = map[string]dialect{
	"plain": plainly,
	"stagewire": {
		path: func(token string) string { return "/realtime?token=" + token },
		join: func(_, room string) []step {
			return []step{
				{"", `"type":"welcome"`},
				// Nobody is told who comes: the others do not do that either.
				{
					`{"type":"subscribe","room":` + quoted(room) + `,"presence":false}`,
					`"type":"subscribed"`,
				},
			}
		},
		publish: plainly.publish,
	},
	"centrifuge": {
		path: func(string) string { return "/connection/websocket" },
		join: func(token, room string) []step {
			return []step{
				{`{"id":1,"connect":{"token":` + quoted(token) + `}}`, `"connect":`},
				{`{"id":2,"subscribe":{"channel":` + quoted(room) + `}}`, `"subscribe":`},
			}
		},
		publish: func(room, data string) string {
			return fmt.Sprintf(`{"id":3,"publish":{"channel":%s,"data":%s}}`, quoted(room), data)
		},
		ask: []byte("{}"), answer: []byte("{}"), joins: true,
	},
	"socket.io": {
		path: func(string) string { return "/socket.io/?EIO=4&transport=websocket" },
		join: func(_, room string) []step {
			return []step{
				{"", `0{`},
				{"40", `40{`},
				{`42["subscribe",` + quoted(room) + `]`, `42["subscribed"`},
			}
		},
		publish: func(room, data string) string {
			return fmt.Sprintf(`42["publish",%s,%s]`, quoted(room), data)
		},
		ask: []byte("2"), answer: []byte("3"),
	},
}

// verify says whether a payload carries the data, complete and once.
func verify(payload, data []byte) error {
	if bytes.Count(payload, []byte{mark}) != 1 || !bytes.Contains(payload, data) {
		return fmt.Errorf("a message without the data that was published: %.300q", payload)
	}
	return nil
}
