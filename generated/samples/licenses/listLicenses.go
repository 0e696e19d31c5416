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

	for license, err := range client.Licenses.ListLicensesAll(context.Background(), &stagewire.ListLicensesParams{
		Status: stagewire.Ptr(stagewire.LicenseStateActive),
	}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%+v\n", license)
	}
}
