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
	licenseName := "lic_9tR2yB6xD4mQ0c7pZ1vK"

	license, err := client.Licenses.RenewLicense(context.Background(), licenseName)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *license)
}
