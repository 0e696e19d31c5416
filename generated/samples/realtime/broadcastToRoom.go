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
	room := "chat-room-1"

	roomBroadcast, err := client.Realtime.BroadcastToRoom(context.Background(), room, stagewire.BroadcastToRoom{
		Event: "new-message",
		Data: map[string]any{
			"user_id": "user-123",
			"message": "Hello everyone!",
		},
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *roomBroadcast)
}
