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
	tagID := int64(1)

	if err := client.Links.DeleteTag(context.Background(), tagID); err != nil {
		log.Fatal(err)
	}
}
