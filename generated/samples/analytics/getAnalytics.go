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

	analytics, err := client.Analytics.GetAnalytics(context.Background(), &stagewire.GetAnalyticsParams{
		Period: stagewire.Ptr(stagewire.Period24h),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *analytics)
}
