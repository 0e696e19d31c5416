package main

import (
	"context"
	"log"
	"os"

	"github.com/stagewire/stagewire-go"
)

func main() {
	client := stagewire.New(
		stagewire.WithBaseURL(os.Getenv("BASE_URL")),
		stagewire.WithAPIKey(os.Getenv("API_KEY")),
	)
	webhookID := "webhook_1763631000000_4mQ0c7pZ1vK9"

	if err := client.Webhooks.DeleteWebhook(context.Background(), webhookID); err != nil {
		log.Fatal(err)
	}
}
