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
	deviceID := "dev_Z1vK9tR2yB6xD4mQ0c7p"

	licenseDevice, err := client.Licenses.RenameLicenseDevice(context.Background(), deviceID, stagewire.RenameLicenseDevice{
		Name: "Anna's new laptop",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *licenseDevice)
}
