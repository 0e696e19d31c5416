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

	createdApplication, err := client.Applications.CreateApplication(context.Background(), stagewire.CreateApplication{
		AppID:         stagewire.Ptr("my-app-123"),
		Name:          "My application",
		AllowedDomain: stagewire.Value("example.com"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *createdApplication)
}
