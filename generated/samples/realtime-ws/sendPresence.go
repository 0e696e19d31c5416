package main

import (
	"context"
	"fmt"
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

	members, err := realtime.Do(ctx, rt, realtime.Presence{
		Room: "chat-room-1",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *members)
}
