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

	broadcast, err := client.Broadcasts.CreateBroadcast(context.Background(), stagewire.CreateBroadcast{
		Room:  "chat-room-1",
		Event: "new-message",
		Data: map[string]any{
			"user_id":   "user-123",
			"message":   "Hello everyone!",
			"timestamp": 1704110400000,
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *broadcast)
}
