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

	closedRoom, err := client.Realtime.CloseRoom(context.Background(), room, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *closedRoom)
}
