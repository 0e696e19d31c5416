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
	tagID := int64(1)

	tag, err := client.Links.GetTag(context.Background(), tagID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *tag)
}
