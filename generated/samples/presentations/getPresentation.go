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
	presentationID := "pres_7Hq2mX4cZ1vK9tR2yN6w"

	presentation, err := client.Presentations.GetPresentation(context.Background(), presentationID, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *presentation)
}
