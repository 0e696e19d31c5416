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
	userID := "user-123"

	blockedUser, err := client.Realtime.BlockUser(context.Background(), userID, stagewire.BlockUser{
		Seconds: 3600,
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *blockedUser)
}
