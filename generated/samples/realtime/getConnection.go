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
	connectionID := "conn_4mQ0c7pZ1vK9tR2y"

	connection, err := client.Realtime.GetConnection(context.Background(), connectionID, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *connection)
}
