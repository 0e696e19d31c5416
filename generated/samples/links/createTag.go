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

	tag, err := client.Links.CreateTag(context.Background(), stagewire.CreateTag{
		Name: "spring",
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *tag)
}
