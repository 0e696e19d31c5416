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
	keyID := "key_4mQ0c7pZ1vK9tR2y"

	key, err := client.Keys.GetKey(context.Background(), keyID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *key)
}
