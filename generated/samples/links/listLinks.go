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

	for link, err := range client.Links.ListLinksAll(context.Background(), &stagewire.ListLinksParams{
		SortID: stagewire.Ptr(stagewire.SortDirectionDesc),
	}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%+v\n", link)
	}
}
