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
	policyID := "pol_4mQ0c7pZ1vK9tR2yB6xD"

	if err := client.Licenses.DeleteLicensePolicy(context.Background(), policyID); err != nil {
		log.Fatal(err)
	}
}
