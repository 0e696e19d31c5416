// Verifies the licence files of standard input with the Go client.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/stagewire/stagewire-go"
)

type offlineCase struct {
	File        string
	Keys        stagewire.LicenseKeySet
	Fingerprint string
	LicenseKey  string `json:"license_key"`
	AppID       string `json:"app_id"`
	Now         *float64
	LastSeen    *float64 `json:"last_seen"`
}

func moment(seconds *float64) time.Time {
	if seconds == nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(*seconds * 1000))
}

func outcome(one offlineCase) any {
	found, err := stagewire.VerifyLicenseFile(one.File, &one.Keys, stagewire.LicenseFileOptions{
		Fingerprint: one.Fingerprint,
		LicenseKey:  one.LicenseKey,
		AppID:       one.AppID,
		Now:         moment(one.Now),
		LastSeen:    moment(one.LastSeen),
	})
	var refused *stagewire.LicenseFileError
	if errors.As(err, &refused) {
		return refused.Code
	}
	if err != nil {
		return err.Error()
	}
	var fingerprint any
	if found.Fingerprint != "" {
		fingerprint = found.Fingerprint
	}
	license, _ := found.Claims["license"].(map[string]any)
	return map[string]any{
		"license_id":   found.LicenseID,
		"app_id":       found.AppID,
		"environment":  found.Environment,
		"entitlements": found.Entitlements,
		"fingerprint":  fingerprint,
		"issued_at":    found.IssuedAt.Unix(),
		"expires_at":   found.ExpiresAt.Unix(),
		"name":         license["name"],
	}
}

func main() {
	var cases []offlineCase
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		log.Fatal(err)
	}
	outcomes := []any{}
	for _, one := range cases {
		outcomes = append(outcomes, outcome(one))
	}
	text, err := json.Marshal(outcomes)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
}
