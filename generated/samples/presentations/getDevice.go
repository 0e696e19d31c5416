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
	deviceID := "dev_4mQ0c7pZ1vK9tR2yN6wE"

	device, err := client.Presentations.GetDevice(context.Background(), presentationID, deviceID, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *device)
}
