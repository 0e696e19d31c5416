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

	turnCredentials, err := client.Webrtc.CreateTURNCredentials(context.Background(), stagewire.CreateTURNCredentials{
		UserID: stagewire.Ptr("user-123"),
		TTL:    stagewire.Ptr[int64](3600),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *turnCredentials)
}
