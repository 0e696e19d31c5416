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
	presentationID := "pres_7Hq2mX4cZ1vK9tR2yN6w"

	if err := client.Presentations.DeletePresentation(context.Background(), presentationID, nil); err != nil {
		log.Fatal(err)
	}
}
