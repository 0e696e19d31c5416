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

	heartbeat, err := client.Licenses.SendHeartbeat(context.Background(), stagewire.SendHeartbeat{
		Key:         "K7QF2-3M2XA-9TB4C-ZR8DW-5HNEG",
		Fingerprint: "a1b2c3d4e5f6",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *heartbeat)
}
