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

	webhookWithSecret, err := client.Webhooks.RotateWebhookSecret(context.Background(), webhookID, stagewire.RotateWebhookSecret{
		GracePeriod: stagewire.Ptr[int64](3600),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *webhookWithSecret)
}
