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
	linkID := int64(123)

	if err := client.Links.DeleteLink(context.Background(), linkID); err != nil {
		log.Fatal(err)
	}
}
