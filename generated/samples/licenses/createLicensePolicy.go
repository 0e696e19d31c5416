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

	licensePolicy, err := client.Licenses.CreateLicensePolicy(context.Background(), stagewire.CreateLicensePolicy{
		Name:         "Team",
		MaxDevices:   stagewire.Value[int64](3),
		Duration:     stagewire.Value[int64](31536000),
		Entitlements: []string{"export", "sync"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *licensePolicy)
}
