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
	deviceID := "dev_Z1vK9tR2yB6xD4mQ0c7p"

	if err := client.Licenses.RemoveLicenseDevice(context.Background(), deviceID); err != nil {
		log.Fatal(err)
	}
}
