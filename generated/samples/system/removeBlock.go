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

	removedBlock, err := client.System.RemoveBlock(context.Background(), stagewire.RemoveBlock{
		Rule:     "license-guesses",
		Identity: "203.0.113.7",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *removedBlock)
}
