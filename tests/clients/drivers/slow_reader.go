// Follows a room, reads nothing while it tells more than the room keeps, and then reads it all.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"github.com/stagewire/stagewire-go/realtime"
)

const events = 40

func main() {
	ctx := context.Background()
	rt, err := realtime.Connect(ctx, "", realtime.StaticToken(os.Getenv("TOKEN")), realtime.WithMaxQueue(5))
	if err != nil {
		log.Fatal(err)
	}
	defer rt.Close()
	room, err := rt.Subscribe(ctx, "slow")
	if err != nil {
		log.Fatal(err)
	}
	for n := range events {
		message := realtime.Publish{Room: "slow", Event: "tick", Data: map[string]any{"n": n}}
		if _, err := rt.Publish(ctx, message); err != nil {
			log.Fatal(err)
		}
	}
	read, recovered, gaps := []any{}, false, 0
	for message := range room.Messages(ctx) {
		switch m := message.(type) {
		case *realtime.Event:
			read = append(read, m.Data["n"])
		case *realtime.Recovered:
			recovered = true
		case *realtime.Gap:
			gaps++
		}
		// That all is caught up is told last.
		if len(read) >= events && recovered {
			break
		}
	}
	text, err := json.Marshal(map[string]any{"read": read, "recovered": recovered, "gaps": gaps})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
}
