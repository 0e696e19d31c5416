package main

import (
	"context"
	"log"
	"os"

	"github.com/stagewire/stagewire-go/realtime"
)

func main() {
	ctx := context.Background()
	rt, err := realtime.Connect(ctx, os.Getenv("WS_URL"), realtime.StaticToken(os.Getenv("TOKEN")))
	if err != nil {
		log.Fatal(err)
	}
	defer rt.Close()

	room, err := rt.Subscribe(ctx, "chat-room-1")
	if err != nil {
		log.Fatal(err)
	}
	if err := room.Update(ctx, map[string]any{
		"typing": true,
	}); err != nil {
		log.Fatal(err)
	}
}
