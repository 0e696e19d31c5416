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

	keyWithSecret, err := client.Keys.RotateKey(context.Background(), keyID, stagewire.RotateKey{
		GracePeriod: stagewire.Ptr[int64](3600),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *keyWithSecret)
}
