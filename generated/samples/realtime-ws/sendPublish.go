package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/stagewire/stagewire-go"
	"github.com/stagewire/stagewire-go/realtime"
)

func main() {
	ctx := context.Background()
	rt, err := realtime.Connect(ctx, os.Getenv("WS_URL"), realtime.StaticToken(os.Getenv("TOKEN")))
	if err != nil {
		log.Fatal(err)
	}
	defer rt.Close()

	published, err := rt.Publish(ctx, realtime.Publish{
		Room:  "chat-room-1",
		Event: "new-message",
		Data: map[string]any{
			"message": "Hello",
		},
		Key: stagewire.Ptr("a1"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *published)
}
