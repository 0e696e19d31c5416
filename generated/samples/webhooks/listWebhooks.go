package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/stagewire/stagewire-go"
)

func main() {
	client := stagewire.New(
		stagewire.WithBaseURL(os.Getenv("BASE_URL")),
		stagewire.WithAPIKey(os.Getenv("API_KEY")),
	)

	for webhook, err := range client.Webhooks.ListWebhooksAll(context.Background(), nil) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%+v\n", webhook)
	}
}
