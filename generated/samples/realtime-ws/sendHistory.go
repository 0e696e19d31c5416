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

	events, err := realtime.Do(ctx, rt, realtime.History{
		Room:  "chat-room-1",
		After: stagewire.Ptr[int64](12),
		Limit: stagewire.Ptr[int64](50),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *events)
}
