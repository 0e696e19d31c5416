package main

import (
	"context"
	"log"
	"os"

	"github.com/stagewire/stagewire-go"
)

func main() {
	client := stagewire.New(
		stagewire.WithBaseURL(os.Getenv("BASE_URL")),
	)
	code := "K7QF-3M2X"

	pairingQR, err := client.Presentations.GetPairingQR(context.Background(), code)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("pairing-qr.svg", pairingQR, 0o644); err != nil {
		log.Fatal(err)
	}
}
