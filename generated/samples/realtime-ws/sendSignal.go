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

	room, err := rt.Subscribe(ctx, "call-1")
	if err != nil {
		log.Fatal(err)
	}
	if err := room.Signal(ctx, "conn_4mQ0c7pZ1vK9tR2y", map[string]any{
		"sdp": "v=0",
	}); err != nil {
		log.Fatal(err)
	}
}
