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

	metrics, err := client.System.GetMetrics(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(metrics)
}
