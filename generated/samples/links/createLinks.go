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

	createdLinks, err := client.Links.CreateLinks(context.Background(), stagewire.CreateLinks{
		Links: []stagewire.CreateLink{
			{URL: "https://example.com/a"},
			{URL: "https://example.com/b", Name: stagewire.Ptr("The second")},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *createdLinks)
}
