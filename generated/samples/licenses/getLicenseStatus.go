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
	license := "lic_9tR2yB6xD4mQ0c7pZ1vK"

	licenseStatus, err := client.Licenses.GetLicenseStatus(context.Background(), license)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *licenseStatus)
}
