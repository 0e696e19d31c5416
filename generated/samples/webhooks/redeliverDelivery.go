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
	deliveryID := "dlv_0mQ0c7pZ1vK9tR2yN6wE"

	delivery, err := client.Webhooks.RedeliverDelivery(context.Background(), webhookID, deliveryID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *delivery)
}
