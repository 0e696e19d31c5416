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

	license, err := client.Licenses.IssueLicense(context.Background(), stagewire.IssueLicense{
		PolicyID: "pol_4mQ0c7pZ1vK9tR2yB6xD",
		Holder:   stagewire.Ptr("anna@example.com"),
		Metadata: map[string]string{
			"order": "8714",
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *license)
}
