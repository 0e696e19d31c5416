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
		PolicyID: stagewire.Ptr("pol_4mQ0c7pZ1vK9tR2yB6xD"),
	}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%+v\n", license)
	}
}
