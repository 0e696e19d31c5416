// Verifies the cases of standard input with the `standardwebhooks` library: for each, whether it fits.
package main

import (
	"encoding/json"
	"net/http"
	"os"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

type testCase struct {
	Secret  string            `json:"secret"`
	Raw     bool              `json:"raw"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

func main() {
	var cases []testCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	results := []bool{}
	for _, one := range cases {
		results = append(results, fits(one))
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		panic(err)
	}
}

func fits(one testCase) bool {
	webhook, err := standardwebhooks.NewWebhook(one.Secret)
	if one.Raw {
		webhook, err = standardwebhooks.NewWebhookRaw([]byte(one.Secret))
	}
	if err != nil {
		return false
	}
	header := http.Header{}
	for name, value := range one.Headers {
		header.Set(name, value)
	}
	return webhook.Verify([]byte(one.Body), header) == nil
}
