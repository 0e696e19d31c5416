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

	broadcastResults, err := client.Broadcasts.CreateBroadcasts(context.Background(), stagewire.CreateBroadcasts{
		Broadcasts: []stagewire.BatchedBroadcast{
			{Room: "chat-room-1", Event: "new-message", Data: map[string]any{
				"message": "Hello everyone!",
			}},
			{Room: "chat-room-2", Event: "closing"},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *broadcastResults)
}
