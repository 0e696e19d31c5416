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
	)
	code := "K7QF-3M2X"

	claimedPairing, err := client.Presentations.ClaimPairing(context.Background(), code, stagewire.ClaimPairing{
		Name: stagewire.Ptr("Anna's phone"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *claimedPairing)
}
