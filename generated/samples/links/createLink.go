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

	link, err := client.Links.CreateLink(context.Background(), stagewire.CreateLink{
		URL:         "https://example.com/some/long/url",
		Name:        stagewire.Ptr("My campaign link"),
		UTMSource:   stagewire.Ptr("newsletter"),
		UTMCampaign: stagewire.Ptr("spring_sale"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *link)
}
