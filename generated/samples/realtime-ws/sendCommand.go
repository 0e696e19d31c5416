package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/stagewire/stagewire-go"
	"github.com/stagewire/stagewire-go/realtime"
)

func main() {
	ctx := context.Background()
	rt, err := realtime.Connect(ctx, os.Getenv("WS_URL"), realtime.StaticToken(os.Getenv("TOKEN")))
	if err != nil {
		log.Fatal(err)
	}
	defer rt.Close()

	done, err := realtime.Do(ctx, rt, realtime.Command{
		Presentation: "pres_7Hq2mX4cZ1vK9tR2yN6w",
		Command: stagewire.PresentationCommand{
			Name: stagewire.CommandNameNext,
		},
		Version: stagewire.Ptr[int64](6),
		Key:     stagewire.Ptr("a1"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *done)
}
