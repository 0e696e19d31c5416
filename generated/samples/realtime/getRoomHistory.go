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

	roomHistory, err := client.Realtime.GetRoomHistory(context.Background(), room, &stagewire.GetRoomHistoryParams{
		After: stagewire.Ptr[int64](12),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *roomHistory)
}
