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

	token, err := client.Applications.CreateToken(context.Background(), stagewire.CreateToken{
		AppID:     "my-app-123",
		AppSecret: "your-app-secret",
		Payload: map[string]any{
			"user_id": "user-123",
			"name":    "John Doe",
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *token)
}
