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
	linkID := int64(123)

	link, err := client.Links.GetLink(context.Background(), linkID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *link)
}
