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

	for presentationSummary, err := range client.Presentations.ListPresentationsAll(context.Background(), &stagewire.ListPresentationsParams{
		Status: stagewire.Ptr(stagewire.PresentationStatusLive),
	}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%+v\n", presentationSummary)
	}
}
