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

	if err := client.Licenses.DeactivateLicense(context.Background(), stagewire.DeactivateLicense{
		Key:         "K7QF2-3M2XA-9TB4C-ZR8DW-5HNEG",
		Fingerprint: "a1b2c3d4e5f6",
	}); err != nil {
		log.Fatal(err)
	}
}
