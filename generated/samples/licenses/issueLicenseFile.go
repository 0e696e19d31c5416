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

	licenseFile, err := client.Licenses.IssueLicenseFile(context.Background(), stagewire.IssueLicenseFile{
		Key:         "K7QF2-3M2XA-9TB4C-ZR8DW-5HNEG",
		Fingerprint: stagewire.Ptr("a1b2c3d4e5f6"),
		TTL:         stagewire.Ptr[int64](1209600),
		Encrypt:     stagewire.Ptr(true),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%+v\n", *licenseFile)
}
