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
	)
	appID := "my-app-123"

	licenseKeySet, err := client.Licenses.GetLicenseKeySet(context.Background(), appID, &stagewire.GetLicenseKeySetParams{
		Environment: stagewire.Ptr(stagewire.GetLicenseKeySetEnvironmentProduction),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *licenseKeySet)
}
