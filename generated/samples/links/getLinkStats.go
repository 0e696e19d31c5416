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

	linkStats, err := client.Links.GetLinkStats(context.Background(), linkID, &stagewire.GetLinkStatsParams{
		From: stagewire.Ptr("2026-11-01"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *linkStats)
}
