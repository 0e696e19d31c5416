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

	webhookWithSecret, err := client.Webhooks.CreateWebhook(context.Background(), stagewire.CreateWebhook{
		URL:    "https://your-app.com/webhook",
		Secret: stagewire.Ptr("your-webhook-secret"),
		Events: []string{"new-message", "user-joined", "*"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *webhookWithSecret)
}
