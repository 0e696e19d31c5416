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

	presentation, err := client.Presentations.CreatePresentation(context.Background(), stagewire.CreatePresentation{
		Title: "Quarterly review",
		Slides: []stagewire.DefineSlide{
			{Title: "Welcome", Notes: stagewire.Ptr("Thank everybody for coming."), Duration: stagewire.Ptr[int64](60)},
			{Title: "Figures", Notes: stagewire.Ptr("Let the audience guess first."), Steps: stagewire.Ptr[int64](2), Duration: stagewire.Ptr[int64](300)},
		},
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *presentation)
}
