// Verifies the cases of standard input with the generated client: the event, or why it is none.
package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"time"

	"github.com/stagewire/stagewire-go"
)

type testCase struct {
	Secret    []string          `json:"secret"`
	Headers   map[string]string `json:"headers"`
	Body      string            `json:"body"`
	Tolerance int               `json:"tolerance"`
}

type result struct {
	Type  string          `json:"type,omitempty"`
	Known bool            `json:"known"`
	Data  json.RawMessage `json:"data,omitempty"`
	Error string          `json:"error,omitempty"`
}

func main() {
	var cases []testCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	results := []result{}
	for _, one := range cases {
		results = append(results, verify(one))
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		panic(err)
	}
}

func verify(one testCase) result {
	header := http.Header{}
	for name, value := range one.Headers {
		header.Set(name, value)
	}
	verifier := stagewire.WebhookVerifier{
		Secrets:   one.Secret,
		Tolerance: time.Duration(one.Tolerance) * time.Second,
	}
	event, err := verifier.Verify(header, []byte(one.Body))
	if errors.Is(err, stagewire.ErrWebhookVerification) {
		return result{Error: "WebhookVerificationError"}
	}
	if err != nil {
		return result{Error: err.Error()}
	}
	// What the typed event kept of its data is told, not what was sent.
	text, _ := json.Marshal(event)
	var kept struct {
		Data json.RawMessage `json:"data"`
	}
	_ = json.Unmarshal(text, &kept)
	_, other := event.(*stagewire.OtherEvent)
	return result{Type: event.EventName(), Known: !other, Data: kept.Data}
}
