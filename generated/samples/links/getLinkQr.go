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
		stagewire.WithAPIKey(os.Getenv("API_KEY")),
	)
	linkID := int64(123)

	linkQR, err := client.Links.GetLinkQR(context.Background(), linkID, &stagewire.GetLinkQRParams{
		Format: stagewire.Ptr(stagewire.GetLinkQRFormatSVG),
	})
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("link-qr.svg", linkQR, 0o644); err != nil {
		log.Fatal(err)
	}
}
