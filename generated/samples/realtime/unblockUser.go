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
	userID := "user-123"

	if err := client.Realtime.UnblockUser(context.Background(), userID, nil); err != nil {
		log.Fatal(err)
	}
}
