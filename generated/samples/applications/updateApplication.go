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
	appID := "my-app-123"

	application, err := client.Applications.UpdateApplication(context.Background(), appID, stagewire.UpdateApplication{
		AllowedDomain: stagewire.Value("example.com"),
		RateLimit:     stagewire.Value[int64](60),
		Status:        stagewire.Ptr(true),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *application)
}
