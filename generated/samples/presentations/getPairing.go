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
	pairingID := "pair_4mQ0c7pZ1vK9tR2yN6wE"

	pairingStatus, err := client.Presentations.GetPairing(context.Background(), presentationID, pairingID, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *pairingStatus)
}
