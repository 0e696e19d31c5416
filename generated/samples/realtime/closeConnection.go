package main

import (
	"context"
	"log"
	"os"

	"github.com/stagewire/stagewire-go"
)

func main() {
	client := stagewire.New(
		stagewire.WithBaseURL(os.Getenv("BASE_URL")),
		stagewire.WithAPIKey(os.Getenv("API_KEY")),
	)
	connectionID := "conn_4mQ0c7pZ1vK9tR2y"

	if err := client.Realtime.CloseConnection(context.Background(), connectionID, nil); err != nil {
		log.Fatal(err)
	}
}
