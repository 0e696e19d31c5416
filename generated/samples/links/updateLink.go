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

	link, err := client.Links.UpdateLink(context.Background(), linkID, stagewire.UpdateLink{
		Name:        stagewire.Value("Renamed link"),
		UTMCampaign: stagewire.Value("summer_sale"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *link)
}
