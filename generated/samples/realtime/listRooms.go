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

	for room, err := range client.Realtime.ListRoomsAll(context.Background(), &stagewire.ListRoomsParams{
		Prefix: stagewire.Ptr("chat-"),
	}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%+v\n", room)
	}
}
