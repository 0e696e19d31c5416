package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/stagewire/stagewire-go"
)

func main() {
	client := stagewire.New(
		stagewire.WithBaseURL(os.Getenv("BASE_URL")),
		stagewire.WithAPIKey(os.Getenv("API_KEY")),
	)
	webhookID := "webhook_1763631000000_4mQ0c7pZ1vK9"

	replayed, err := client.Webhooks.ReplayDeliveries(context.Background(), webhookID, stagewire.ReplayDeliveries{
		Since:    time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC),
		Statuses: []stagewire.FinishedStatus{stagewire.FinishedStatusFailed, stagewire.FinishedStatusHeld},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *replayed)
}
