package stagewire

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// LicenseFileError is a licence file that proves nothing here.
type LicenseFileError struct {
	// Why: MALFORMED, UNKNOWN_KEY (signed with a key that is not among those given), BAD_SIGNATURE,
	// LICENSE_KEY_REQUIRED, CANNOT_DECRYPT (another licence key or another device),
	// FINGERPRINT_REQUIRED, OTHER_DEVICE, OTHER_APPLICATION, EXPIRED or CLOCK_SET_BACK.
	Code string

	// The same for people.
	Message string
}

func (e *LicenseFileError) Error() string {
	return e.Message
}

// LicenseFileOptions say how VerifyLicenseFile looks at a file.
type LicenseFileOptions struct {
	// This device's fingerprint; needed for a file that is bound to one.
	Fingerprint string

	// The licence key; needed to decrypt.
	LicenseKey string

	// The application that the file must be for, if not empty.
	AppID string

	// Now, if not by the clock.
	Now time.Time

	// The latest moment that the software has remembered: so a clock which was set back is noticed
	// even when the file is older.
	LastSeen time.Time
}

// VerifiedLicense is what a licence file proves.
type VerifiedLicense struct {
	LicenseID string

	AppID string

	Environment string

	Entitlements []string

	// The device it is bound to; empty for any.
	Fingerprint string

	IssuedAt time.Time

	ExpiresAt time.Time

	// All that the file says.
	Claims map[string]any
}

// How far a clock may be behind the server's.
const licenseFileLeeway = 300 * time.Second

// VerifyLicenseFile says what a licence file proves, without the network; a *LicenseFileError if it
// proves nothing on this device. keys is the application's key set, as GetLicenseKeySet answers it:
// build it into the software.
//
// A licence file is a JSON Web Token signed with Ed25519 (RFC 7515, RFC 7519, RFC 8037; typ is
// license+jwt), or such a token encrypted to a device: a compact JWE (RFC 7516) with alg dir and enc
// A256GCM, whose key is HMAC-SHA256 of "stagewire license file\n<fingerprint>" under the licence
// key's 25 characters.
func VerifyLicenseFile(
	file string, keys *LicenseKeySet, options LicenseFileOptions,
) (*VerifiedLicense, error) {
	text := strings.Join(strings.Fields(file), "")
	if strings.Count(text, ".") == 4 {
		plain, err := decryptLicenseFile(text, options)
		if err != nil {
			return nil, err
		}
		text = plain
	}
	claims, err := verifiedLicenseClaims(text, keys)
	if err != nil {
		return nil, err
	}
	var said struct {
		Sub         *string
		Aud         *string
		Environment *string
		Iat         *int64
		Exp         *int64
		License     *struct{ Entitlements *[]string }
		Device      *struct{ Fingerprint *string }
	}
	all := map[string]any{}
	if json.Unmarshal(claims, &said) != nil || json.Unmarshal(claims, &all) != nil ||
		said.Sub == nil || said.Aud == nil || said.Environment == nil || said.Iat == nil ||
		said.Exp == nil || said.License == nil || said.License.Entitlements == nil ||
		(said.Device != nil && said.Device.Fingerprint == nil) {
		return nil, malformedLicenseFile()
	}
	found := &VerifiedLicense{
		LicenseID:    *said.Sub,
		AppID:        *said.Aud,
		Environment:  *said.Environment,
		Entitlements: *said.License.Entitlements,
		IssuedAt:     time.Unix(*said.Iat, 0).UTC(),
		ExpiresAt:    time.Unix(*said.Exp, 0).UTC(),
		Claims:       all,
	}
	if options.AppID != "" && options.AppID != found.AppID {
		return nil, &LicenseFileError{"OTHER_APPLICATION", "The file is for another application."}
	}
	if said.Device != nil {
		found.Fingerprint = *said.Device.Fingerprint
		if options.Fingerprint == "" {
			return nil, &LicenseFileError{
				"FINGERPRINT_REQUIRED", "The file is bound to a device: say which.",
			}
		}
		if options.Fingerprint != found.Fingerprint {
			return nil, &LicenseFileError{"OTHER_DEVICE", "The file is for another device."}
		}
	}
	now := options.Now
	if now.IsZero() {
		now = time.Now()
	}
	if !now.Before(found.ExpiresAt) {
		return nil, &LicenseFileError{
			"EXPIRED", "The file expired at " + found.ExpiresAt.Format(time.RFC3339) + ".",
		}
	}
	latest := found.IssuedAt
	if options.LastSeen.After(latest) {
		latest = options.LastSeen
	}
	if now.Before(latest.Add(-licenseFileLeeway)) {
		return nil, &LicenseFileError{
			"CLOCK_SET_BACK", "The clock is behind a moment that has been.",
		}
	}
	return found, nil
}

type licenseFileHeader struct {
	Alg  string
	Enc  string
	Typ  string
	Kid  string
	Crit json.RawMessage
}

func decryptLicenseFile(text string, options LicenseFileOptions) (string, error) {
	parts := strings.Split(text, ".")
	var header licenseFileHeader
	if decodeLicensePart(parts[0], &header) != nil || parts[1] != "" || header.Alg != "dir" ||
		header.Enc != "A256GCM" || header.Crit != nil {
		return "", malformedLicenseFile()
	}
	if options.LicenseKey == "" {
		return "", &LicenseFileError{
			"LICENSE_KEY_REQUIRED", "The file is encrypted: give the key.",
		}
	}
	nonce, noNonce := licenseEncoding.DecodeString(parts[2])
	body, noBody := licenseEncoding.DecodeString(parts[3])
	tag, noTag := licenseEncoding.DecodeString(parts[4])
	if noNonce != nil || noBody != nil || noTag != nil || len(nonce) != 12 || len(tag) != 16 {
		return "", malformedLicenseFile()
	}
	block, err := aes.NewCipher(licenseContentKey(options.LicenseKey, options.Fingerprint))
	if err != nil {
		return "", err
	}
	sealer, err := cipher.NewGCM(block)
	if err != nil {
		return "", err
	}
	plain, err := sealer.Open(nil, nonce, append(body, tag...), []byte(parts[0]))
	if err != nil {
		return "", &LicenseFileError{
			"CANNOT_DECRYPT", "The file is for another licence key or another device.",
		}
	}
	return string(plain), nil
}

func licenseContentKey(licenseKey, fingerprint string) []byte {
	read := strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1")
	code := hmac.New(sha256.New, []byte(read.Replace(strings.ToUpper(licenseKey))))
	code.Write([]byte("stagewire license file\n" + fingerprint))
	return code.Sum(nil)
}

func verifiedLicenseClaims(text string, keys *LicenseKeySet) ([]byte, error) {
	parts := strings.Split(text, ".")
	var header licenseFileHeader
	// The algorithm is ours to choose, never the file's.
	if len(parts) != 3 || decodeLicensePart(parts[0], &header) != nil || header.Alg != "EdDSA" ||
		header.Typ != "license+jwt" || header.Crit != nil {
		return nil, malformedLicenseFile()
	}
	for _, one := range keys.Keys {
		if one.Kid != header.Kid {
			continue
		}
		public, noKey := licenseEncoding.DecodeString(one.X)
		signature, noSignature := licenseEncoding.DecodeString(parts[2])
		if noKey != nil || noSignature != nil || len(public) != ed25519.PublicKeySize ||
			!ed25519.Verify(public, []byte(parts[0]+"."+parts[1]), signature) {
			return nil, &LicenseFileError{
				"BAD_SIGNATURE", "The file was not signed by that key.",
			}
		}
		claims, err := licenseEncoding.DecodeString(parts[1])
		if err != nil {
			return nil, malformedLicenseFile()
		}
		return claims, nil
	}
	return nil, &LicenseFileError{
		"UNKNOWN_KEY", "The file is signed with a key that is not known here.",
	}
}

var licenseEncoding = base64.RawURLEncoding

func decodeLicensePart(part string, into any) error {
	bytes, err := licenseEncoding.DecodeString(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(bytes, into)
}

func malformedLicenseFile() *LicenseFileError {
	return &LicenseFileError{"MALFORMED", "This is no licence file."}
}
