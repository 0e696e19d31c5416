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
	// Asked for a token whenever the last one ends: ask your own server here.
	fetchToken := realtime.TokenFunc(func(context.Context) (string, error) {
		return os.Getenv("TOKEN"), nil
	})
	rt, err := realtime.Connect(ctx, os.Getenv("WS_URL"), fetchToken)
	if err != nil {
		log.Fatal(err)
	}
	defer rt.Close()

	fmt.Println(rt.ConnectionID())
}
