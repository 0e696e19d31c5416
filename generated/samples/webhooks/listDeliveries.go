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
	webhookID := "webhook_1763631000000_4mQ0c7pZ1vK9"

	for delivery, err := range client.Webhooks.ListDeliveriesAll(context.Background(), webhookID, &stagewire.ListDeliveriesParams{
		Event: stagewire.Ptr("webhook.test"),
	}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%+v\n", delivery)
	}
}
