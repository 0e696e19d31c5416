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

	for relayedUser, err := range client.Webrtc.GetRelayUsageAll(context.Background(), &stagewire.GetRelayUsageParams{
		Period: stagewire.Ptr(stagewire.GetRelayUsagePeriod7d),
	}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%+v\n", relayedUser)
	}
}
