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
	policyID := "pol_4mQ0c7pZ1vK9tR2yB6xD"

	licensePolicy, err := client.Licenses.UpdateLicensePolicy(context.Background(), policyID, stagewire.UpdateLicensePolicy{
		MaxDevices: stagewire.Value[int64](5),
		Overage:    stagewire.Ptr(stagewire.OverageAllow125x),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *licensePolicy)
}
