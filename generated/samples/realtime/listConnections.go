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

	for connection, err := range client.Realtime.ListConnectionsAll(context.Background(), &stagewire.ListConnectionsParams{
		Room: stagewire.Ptr("chat-room-1"),
	}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%+v\n", connection)
	}
}
