package stagewire

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ErrWebhookVerification means that a request was not sent by the server, or not just now: answer
// 400 and do nothing.
var ErrWebhookVerification = errors.New("stagewire: the webhook could not be verified")

// WebhookVerifier checks that requests come from the server, by Standard Webhooks 1.0
// (https://www.standardwebhooks.com).
type WebhookVerifier struct {
	// Secrets are the webhook's secret (whsec_…, or the one that you gave) or its public key
	// (whpk_…). Of several, one has to fit. An empty one is an error, for anybody can sign with it.
	Secrets []string

	// Tolerance is how much the clocks may differ and how old a request may be; 5 minutes if zero.
	Tolerance time.Duration
}

// VerifyWebhook checks a request with these secrets, as WebhookVerifier does, and reads its event.
func VerifyWebhook(header http.Header, body []byte, secrets ...string) (WebhookEvent, error) {
	return WebhookVerifier{Secrets: secrets}.Verify(header, body)
}

// Verify checks a request and reads its event. body is the body as it came, byte by byte. The
// event's ID is the same when it is sent again: remember what you have done.
func (v WebhookVerifier) Verify(header http.Header, body []byte) (WebhookEvent, error) {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	signatures := strings.Fields(header.Get("webhook-signature"))
	if id == "" || timestamp == "" || len(signatures) == 0 {
		return nil, fmt.Errorf("%w: a header is missing", ErrWebhookVerification)
	}
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%w: webhook-timestamp is no number", ErrWebhookVerification)
	}
	tolerance := v.Tolerance
	if tolerance == 0 {
		tolerance = 5 * time.Minute
	}
	if time.Since(time.Unix(seconds, 0)).Abs() > tolerance {
		return nil, fmt.Errorf("%w: it is too old, or of the future", ErrWebhookVerification)
	}
	signed := append([]byte(id+"."+timestamp+"."), body...)
	for _, secret := range v.Secrets {
		if strings.TrimPrefix(secret, "whsec_") == "" {
			return nil, errors.New("stagewire: a webhook's secret is empty")
		}
	}
	fits := false
	for _, secret := range v.Secrets {
		// All of them are tried whatever fits, so that time tells nothing.
		fits = webhookFits(secret, signed, signatures) || fits
	}
	if !fits {
		return nil, fmt.Errorf("%w: no signature fits", ErrWebhookVerification)
	}
	return ParseWebhookEvent(body)
}

func webhookFits(secret string, signed []byte, signatures []string) bool {
	encoded, isPublic := strings.CutPrefix(secret, "whpk_")
	key, version := []byte(secret), "v1"
	if isPublic {
		version = "v1a"
	} else {
		var isEncoded bool
		if encoded, isEncoded = strings.CutPrefix(secret, "whsec_"); !isEncoded {
			encoded = ""
		}
	}
	if encoded != "" {
		decoded, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			return false
		}
		key = decoded
	}
	fits := false
	for _, part := range signatures {
		name, written, _ := strings.Cut(part, ",")
		signature, err := base64.StdEncoding.DecodeString(written)
		if name != version || err != nil {
			continue
		}
		if isPublic {
			fits = (len(key) == ed25519.PublicKeySize && ed25519.Verify(key, signed, signature)) || fits
		} else {
			mac := hmac.New(sha256.New, key)
			mac.Write(signed)
			fits = hmac.Equal(mac.Sum(nil), signature) || fits
		}
	}
	return fits
}
