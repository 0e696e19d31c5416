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

	pairing, err := client.Presentations.CreatePairing(context.Background(), presentationID, stagewire.CreatePairing{
		Role:      stagewire.PresentationRoleController,
		Name:      stagewire.Ptr("Anna's phone"),
		ExpiresIn: stagewire.Ptr[int64](600),
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *pairing)
}
