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
	appID := "my-app-123"

	if err := client.Applications.DeleteApplication(context.Background(), appID); err != nil {
		log.Fatal(err)
	}
}
