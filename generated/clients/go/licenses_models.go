package stagewire

import "time"

// DeviceActivatedEventType: The event's name.
type DeviceActivatedEventType string

// Values of DeviceActivatedEventType.
const (
	DeviceActivatedEventTypeDeviceActivated DeviceActivatedEventType = "device.activated"
)

// DeviceDeactivatedEventType: The event's name.
type DeviceDeactivatedEventType string

// Values of DeviceDeactivatedEventType.
const (
	DeviceDeactivatedEventTypeDeviceDeactivated DeviceDeactivatedEventType = "device.deactivated"
)

// DeviceUpdatedEventType: The event's name.
type DeviceUpdatedEventType string

// Values of DeviceUpdatedEventType.
const (
	DeviceUpdatedEventTypeDeviceUpdated DeviceUpdatedEventType = "device.updated"
)

// ExpiryBasis: When `duration` begins. `first_validation` is the first that finds the licence
// good.
type ExpiryBasis string

// Values of ExpiryBasis.
const (
	ExpiryBasisCreation        ExpiryBasis = "creation"
	ExpiryBasisFirstActivation ExpiryBasis = "first_activation"
	ExpiryBasisFirstValidation ExpiryBasis = "first_validation"
)

// GetLicenseKeySetEnvironment: one of a few words.
type GetLicenseKeySetEnvironment string

// Values of GetLicenseKeySetEnvironment.
const (
	GetLicenseKeySetEnvironmentProduction GetLicenseKeySetEnvironment = "production"
	GetLicenseKeySetEnvironmentSandbox    GetLicenseKeySetEnvironment = "sandbox"
)

// GoneLicenseDeviceReason: Its software deactivated it, the licence's owner removed it, it made
// room for another device, or it was a floating one that had lost its seat long ago.
type GoneLicenseDeviceReason string

// Values of GoneLicenseDeviceReason.
const (
	GoneLicenseDeviceReasonDeactivated GoneLicenseDeviceReason = "deactivated"
	GoneLicenseDeviceReasonRemoved     GoneLicenseDeviceReason = "removed"
	GoneLicenseDeviceReasonEvicted     GoneLicenseDeviceReason = "evicted"
	GoneLicenseDeviceReasonForgotten   GoneLicenseDeviceReason = "forgotten"
)

// LicenseCode: The outcome. In the order they are looked at: `TYPO` (the check character does not
// fit), `NOT_FOUND`, `REVOKED`, `SUSPENDED`, `EXPIRED`, `FINGERPRINT_REQUIRED` (the policy asks
// for one), `NO_DEVICE` (none is activated), `FINGERPRINT_MISMATCH` (others are),
// `HEARTBEAT_DEAD`, `TOO_MANY_DEVICES`, `ENTITLEMENT_MISSING`, `VALID`.
type LicenseCode string

// Values of LicenseCode.
const (
	LicenseCodeValid               LicenseCode = "VALID"
	LicenseCodeTypo                LicenseCode = "TYPO"
	LicenseCodeNotFound            LicenseCode = "NOT_FOUND"
	LicenseCodeRevoked             LicenseCode = "REVOKED"
	LicenseCodeSuspended           LicenseCode = "SUSPENDED"
	LicenseCodeExpired             LicenseCode = "EXPIRED"
	LicenseCodeFingerprintRequired LicenseCode = "FINGERPRINT_REQUIRED"
	LicenseCodeNoDevice            LicenseCode = "NO_DEVICE"
	LicenseCodeFingerprintMismatch LicenseCode = "FINGERPRINT_MISMATCH"
	LicenseCodeHeartbeatDead       LicenseCode = "HEARTBEAT_DEAD"
	LicenseCodeTooManyDevices      LicenseCode = "TOO_MANY_DEVICES"
	LicenseCodeEntitlementMissing  LicenseCode = "ENTITLEMENT_MISSING"
)

// LicenseExpiredEventType: The event's name.
type LicenseExpiredEventType string

// Values of LicenseExpiredEventType.
const (
	LicenseExpiredEventTypeLicenseExpired LicenseExpiredEventType = "license.expired"
)

// LicenseIssuedEventType: The event's name.
type LicenseIssuedEventType string

// Values of LicenseIssuedEventType.
const (
	LicenseIssuedEventTypeLicenseIssued LicenseIssuedEventType = "license.issued"
)

// LicenseKeySetKeyAlg: The algorithm.
type LicenseKeySetKeyAlg string

// Values of LicenseKeySetKeyAlg.
const (
	LicenseKeySetKeyAlgEdDsa LicenseKeySetKeyAlg = "EdDSA"
)

// LicenseKeySetKeyCrv: The curve.
type LicenseKeySetKeyCrv string

// Values of LicenseKeySetKeyCrv.
const (
	LicenseKeySetKeyCrvEd25519 LicenseKeySetKeyCrv = "Ed25519"
)

// LicenseKeySetKeyKty: The kind of key.
type LicenseKeySetKeyKty string

// Values of LicenseKeySetKeyKty.
const (
	LicenseKeySetKeyKtyOkp LicenseKeySetKeyKty = "OKP"
)

// LicenseKeySetKeyUse: What it is for.
type LicenseKeySetKeyUse string

// Values of LicenseKeySetKeyUse.
const (
	LicenseKeySetKeyUseSig LicenseKeySetKeyUse = "sig"
)

// LicenseMode: `node_locked`: a device keeps its place until it is removed. `floating`: as long as
// its heartbeats come.
type LicenseMode string

// Values of LicenseMode.
const (
	LicenseModeNodeLocked LicenseMode = "node_locked"
	LicenseModeFloating   LicenseMode = "floating"
)

// LicenseReinstatedEventType: The event's name.
type LicenseReinstatedEventType string

// Values of LicenseReinstatedEventType.
const (
	LicenseReinstatedEventTypeLicenseReinstated LicenseReinstatedEventType = "license.reinstated"
)

// LicenseRenewedEventType: The event's name.
type LicenseRenewedEventType string

// Values of LicenseRenewedEventType.
const (
	LicenseRenewedEventTypeLicenseRenewed LicenseRenewedEventType = "license.renewed"
)

// LicenseRevokedEventType: The event's name.
type LicenseRevokedEventType string

// Values of LicenseRevokedEventType.
const (
	LicenseRevokedEventTypeLicenseRevoked LicenseRevokedEventType = "license.revoked"
)

// LicenseSigningKeysEnvironment: The environment.
type LicenseSigningKeysEnvironment string

// Values of LicenseSigningKeysEnvironment.
const (
	LicenseSigningKeysEnvironmentProduction LicenseSigningKeysEnvironment = "production"
	LicenseSigningKeysEnvironmentSandbox    LicenseSigningKeysEnvironment = "sandbox"
)

// LicenseState: The licence's state now.
type LicenseState string

// Values of LicenseState.
const (
	LicenseStateActive    LicenseState = "active"
	LicenseStateExpired   LicenseState = "expired"
	LicenseStateSuspended LicenseState = "suspended"
	LicenseStateRevoked   LicenseState = "revoked"
)

// LicenseSuspendedEventType: The event's name.
type LicenseSuspendedEventType string

// Values of LicenseSuspendedEventType.
const (
	LicenseSuspendedEventTypeLicenseSuspended LicenseSuspendedEventType = "license.suspended"
)

// LicenseUpdatedEventType: The event's name.
type LicenseUpdatedEventType string

// Values of LicenseUpdatedEventType.
const (
	LicenseUpdatedEventTypeLicenseUpdated LicenseUpdatedEventType = "license.updated"
)

// Overage: What happens beyond `max_devices`. The factors are rounded down.
type Overage string

// Values of Overage.
const (
	OverageForbid    Overage = "forbid"
	OverageAllow     Overage = "allow"
	OverageAllow125x Overage = "allow_1_25x"
	OverageAllow15x  Overage = "allow_1_5x"
	OverageAllow2x   Overage = "allow_2x"
)

// ActivateLicense: A device to activate.
type ActivateLicense struct {
	// The key as the customer typed it.
	Key string `json:"key"`

	// What tells the device from others, best a hash of something that does not change. Visible
	// ASCII.
	Fingerprint string `json:"fingerprint"`

	// A label without control characters.
	Name *string `json:"name,omitzero"`

	// What it runs, as `windows` or `macos 15`.
	Platform *string `json:"platform,omitzero"`

	// Which device is removed if none may be added: the one activated first (`oldest`), the one
	// whose last heartbeat is longest ago (`idle`), or the one of this id.
	Evict *string `json:"evict,omitzero"`
}

// CreateLicensePolicy: A policy to create.
type CreateLicensePolicy struct {
	// A label without control characters.
	Name string `json:"name"`

	// `node_locked`: a device keeps its place until it is removed. `floating`: as long as its
	// heartbeats come.
	Mode *LicenseMode `json:"mode,omitzero"`

	// How many devices a licence is good for; null for any number. 1 if left out.
	MaxDevices Nullable[int64] `json:"max_devices,omitzero"`

	// What happens beyond `max_devices`. The factors are rounded down.
	Overage *Overage `json:"overage,omitzero"`

	// Seconds until a licence expires, from `expiry_basis` on; null or left out for never.
	Duration Nullable[int64] `json:"duration,omitzero"`

	// When `duration` begins. `first_validation` is the first that finds the licence good.
	ExpiryBasis *ExpiryBasis `json:"expiry_basis,omitzero"`

	// Seconds after which a device that sent no heartbeat is dead. Null or left out: never, or 600
	// for `floating`.
	HeartbeatWindow Nullable[int64] `json:"heartbeat_window,omitzero"`

	// Whether a validation must name a device. False if left out.
	RequireFingerprint *bool `json:"require_fingerprint,omitzero"`

	// Whether an activation may remove another device. True if left out.
	AllowEviction *bool `json:"allow_eviction,omitzero"`

	// Features by name.
	Entitlements []string `json:"entitlements,omitzero"`
}

// DeactivateLicense: A device to deactivate.
type DeactivateLicense struct {
	// The key as the customer typed it.
	Key string `json:"key"`

	// What tells the device from others, best a hash of something that does not change. Visible
	// ASCII.
	Fingerprint string `json:"fingerprint"`
}

// DeviceActivatedEvent: The event `device.activated`.
type DeviceActivatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type DeviceActivatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A device that a licence is activated on.
	Data LicenseDevice `json:"data"`
}

// DeviceDeactivatedEvent: The event `device.deactivated`.
type DeviceDeactivatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type DeviceDeactivatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A device that a licence is not activated on any more.
	Data GoneLicenseDevice `json:"data"`
}

// DeviceUpdatedEvent: The event `device.updated`.
type DeviceUpdatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type DeviceUpdatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A device that a licence is activated on.
	Data LicenseDevice `json:"data"`
}

// GoneLicenseDevice: A device that a licence is not activated on any more.
type GoneLicenseDevice struct {
	// Identifies a device.
	ID string `json:"id"`

	// Identifies a licence.
	LicenseID string `json:"license_id"`

	// What tells the device from others, best a hash of something that does not change. Visible
	// ASCII.
	Fingerprint string `json:"fingerprint"`

	// What people called it.
	Name *string `json:"name"`

	// What it ran, in the software's words.
	Platform *string `json:"platform"`

	// Whether its heartbeats came, where the policy asks for them.
	Alive bool `json:"alive"`

	// Its last heartbeat, or its activation.
	HeartbeatAt time.Time `json:"heartbeat_at"`

	// When it was first activated.
	CreatedAt time.Time `json:"created_at"`

	// Its software deactivated it, the licence's owner removed it, it made room for another
	// device, or it was a floating one that had lost its seat long ago.
	Reason GoneLicenseDeviceReason `json:"reason"`
}

// Heartbeat: A heartbeat that counts.
type Heartbeat struct {
	// Identifies a device.
	DeviceID string `json:"device_id"`

	// When it counted.
	HeartbeatAt time.Time `json:"heartbeat_at"`

	// Seconds until the next one at most; null where none are asked for.
	HeartbeatWindow *int64 `json:"heartbeat_window"`
}

// IssueLicense: A licence to issue.
type IssueLicense struct {
	// Identifies a policy.
	PolicyID string `json:"policy_id"`

	// A label without control characters.
	Name *string `json:"name,omitzero"`

	// A label without control characters.
	Holder *string `json:"holder,omitzero"`

	// This licence's own number of devices, instead of the policy's.
	MaxDevices *int64 `json:"max_devices,omitzero"`

	// Features by name.
	Entitlements []string `json:"entitlements,omitzero"`

	// Values of your own, as an order's number. Names of up to 40 characters.
	Metadata map[string]string `json:"metadata,omitzero"`

	// When it expires, instead of by the policy's duration. In the future.
	ExpiresAt *time.Time `json:"expires_at,omitzero"`
}

// IssueLicenseFile: What the file shall prove.
type IssueLicenseFile struct {
	// The key as the customer typed it.
	Key string `json:"key"`

	// What tells the device from others, best a hash of something that does not change. Visible
	// ASCII.
	Fingerprint *string `json:"fingerprint,omitzero"`

	// Seconds it is good for. 30 days if left out.
	TTL *int64 `json:"ttl,omitzero"`

	// Whether only who knows key and fingerprint can read it.
	Encrypt *bool `json:"encrypt,omitzero"`
}

// License: A licence, as its owner sees it.
type License struct {
	// Identifies a licence.
	ID string `json:"id"`

	// The key as the customer typed it.
	Key string `json:"key"`

	// Identifies a policy.
	PolicyID string `json:"policy_id"`

	// The licence's state now.
	Status LicenseState `json:"status"`

	// What you call it.
	Name *string `json:"name"`

	// Who has it, in your own words.
	Holder *string `json:"holder"`

	// How many devices it is good for, without overage; null for any number.
	MaxDevices *int64 `json:"max_devices"`

	// How many devices have a place now.
	Devices int64 `json:"devices"`

	// Features by name.
	Entitlements []string `json:"entitlements"`

	// Values of your own, as an order's number. Names of up to 40 characters.
	Metadata map[string]string `json:"metadata"`

	// When it expires; null for never, or while its duration has not begun.
	ExpiresAt *time.Time `json:"expires_at"`

	// When it was first activated on a device.
	ActivatedAt *time.Time `json:"activated_at"`

	// When it was first found valid.
	ValidatedAt *time.Time `json:"validated_at"`

	// When it was issued.
	CreatedAt time.Time `json:"created_at"`

	// When it was last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// LicenseActivation: An activated device.
type LicenseActivation struct {
	// A device that a licence is activated on.
	Device LicenseDevice `json:"device"`

	// A licence, as who has its key sees it.
	License LicenseStatus `json:"license"`

	// The id of the device that made room, if one did.
	Evicted *string `json:"evicted"`
}

// LicenseDevice: A device that a licence is activated on.
type LicenseDevice struct {
	// Identifies a device.
	ID string `json:"id"`

	// Identifies a licence.
	LicenseID string `json:"license_id"`

	// What tells the device from others, best a hash of something that does not change. Visible
	// ASCII.
	Fingerprint string `json:"fingerprint"`

	// What people call it.
	Name *string `json:"name"`

	// What it runs, in the software's words.
	Platform *string `json:"platform"`

	// Whether its heartbeats come, where the policy asks for them.
	Alive bool `json:"alive"`

	// Its last heartbeat, or its activation.
	HeartbeatAt time.Time `json:"heartbeat_at"`

	// When it was first activated.
	CreatedAt time.Time `json:"created_at"`
}

// LicenseDevicePage: A page of devices.
type LicenseDevicePage struct {
	// The devices.
	Data []LicenseDevice `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// LicenseExpiredEvent: The event `license.expired`.
type LicenseExpiredEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LicenseExpiredEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A licence, for those who may not learn its key.
	Data LicenseWithoutKey `json:"data"`
}

// LicenseFile: A licence file.
type LicenseFile struct {
	// The file's text: a compact JWS, or a compact JWE around one.
	File string `json:"file"`

	// The signing key.
	Kid string `json:"kid"`

	// Whether it is encrypted.
	Encrypted bool `json:"encrypted"`

	// When it was signed.
	IssuedAt time.Time `json:"issued_at"`

	// Until when it is good.
	ExpiresAt time.Time `json:"expires_at"`
}

// LicenseIssuedEvent: The event `license.issued`.
type LicenseIssuedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LicenseIssuedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A licence, for those who may not learn its key.
	Data LicenseWithoutKey `json:"data"`
}

// LicenseKeySet: A JSON Web Key Set (RFC 7517).
type LicenseKeySet struct {
	// The keys.
	Keys []LicenseKeySetKey `json:"keys"`
}

// LicenseKeySetKey: A JSON Web Key (RFC 8037).
type LicenseKeySetKey struct {
	// The kind of key.
	Kty LicenseKeySetKeyKty `json:"kty"`

	// The curve.
	Crv LicenseKeySetKeyCrv `json:"crv"`

	// What it is for.
	Use LicenseKeySetKeyUse `json:"use"`

	// The algorithm.
	Alg LicenseKeySetKeyAlg `json:"alg"`

	// Its name in the files' headers.
	Kid string `json:"kid"`

	// The public key in base64url.
	X string `json:"x"`
}

// LicensePage: A page of licences.
type LicensePage struct {
	// The licences.
	Data []License `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// LicensePolicy: What licences allow.
type LicensePolicy struct {
	// Identifies a policy.
	ID string `json:"id"`

	// What you call it.
	Name string `json:"name"`

	// `node_locked`: a device keeps its place until it is removed. `floating`: as long as its
	// heartbeats come.
	Mode LicenseMode `json:"mode"`

	// How many devices a licence is good for; null for any number.
	MaxDevices *int64 `json:"max_devices"`

	// What happens beyond `max_devices`. The factors are rounded down.
	Overage Overage `json:"overage"`

	// Seconds until a licence expires; null for never.
	Duration *int64 `json:"duration"`

	// When `duration` begins. `first_validation` is the first that finds the licence good.
	ExpiryBasis ExpiryBasis `json:"expiry_basis"`

	// Seconds after which a device that sent no heartbeat is dead; null for never.
	HeartbeatWindow *int64 `json:"heartbeat_window"`

	// Whether a validation must name a device.
	RequireFingerprint bool `json:"require_fingerprint"`

	// Whether an activation may remove another device.
	AllowEviction bool `json:"allow_eviction"`

	// Features by name.
	Entitlements []string `json:"entitlements"`

	// When it was created.
	CreatedAt time.Time `json:"created_at"`

	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// LicensePolicyPage: A page of policies.
type LicensePolicyPage struct {
	// The policies.
	Data []LicensePolicy `json:"data"`

	// Where this page stands in the whole list.
	Pagination Pagination `json:"pagination"`
}

// LicenseReinstatedEvent: The event `license.reinstated`.
type LicenseReinstatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LicenseReinstatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A licence, for those who may not learn its key.
	Data LicenseWithoutKey `json:"data"`
}

// LicenseRenewedEvent: The event `license.renewed`.
type LicenseRenewedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LicenseRenewedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A licence, for those who may not learn its key.
	Data LicenseWithoutKey `json:"data"`
}

// LicenseRevokedEvent: The event `license.revoked`.
type LicenseRevokedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LicenseRevokedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A licence, for those who may not learn its key.
	Data LicenseWithoutKey `json:"data"`
}

// LicenseSigningKey: A public key that licence files verify with.
type LicenseSigningKey struct {
	// The key's name in files and in the key set.
	Kid string `json:"kid"`

	// The Ed25519 public key, base64url of 32 bytes.
	PublicKey string `json:"public_key"`

	// Whether new files are signed with it.
	InUse bool `json:"in_use"`

	// When it was made.
	CreatedAt time.Time `json:"created_at"`

	// When it is withdrawn; null while in use.
	PublishedUntil *time.Time `json:"published_until"`
}

// LicenseSigningKeys: The keys of an application in one environment.
type LicenseSigningKeys struct {
	// The application.
	AppID string `json:"app_id"`

	// The environment.
	Environment LicenseSigningKeysEnvironment `json:"environment"`

	// The keys that are published, the one in use first.
	Keys []LicenseSigningKey `json:"keys"`
}

// LicenseStatus: A licence, as who has its key sees it.
type LicenseStatus struct {
	// Identifies a licence.
	ID string `json:"id"`

	// The licence's state now.
	Status LicenseState `json:"status"`

	// What it is called.
	Name *string `json:"name"`

	// How many devices it is good for, without overage; null for any number.
	MaxDevices *int64 `json:"max_devices"`

	// How many devices have a place now.
	Devices int64 `json:"devices"`

	// Features by name.
	Entitlements []string `json:"entitlements"`

	// When it expires; null for never, or while its duration has not begun.
	ExpiresAt *time.Time `json:"expires_at"`

	// Seconds between heartbeats at most; null where none are asked for.
	HeartbeatWindow *int64 `json:"heartbeat_window"`
}

// LicenseSuspendedEvent: The event `license.suspended`.
type LicenseSuspendedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LicenseSuspendedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A licence, for those who may not learn its key.
	Data LicenseWithoutKey `json:"data"`
}

// LicenseUpdatedEvent: The event `license.updated`.
type LicenseUpdatedEvent struct {
	// Identifies an event. It is the header `webhook-id` of every attempt to deliver it.
	ID string `json:"id"`

	// The event's name.
	Type LicenseUpdatedEventType `json:"type"`

	// When it happened.
	Timestamp time.Time `json:"timestamp"`

	// Identifies an application, in small letters, digits and hyphens.
	AppID string `json:"app_id"`

	// Where the key acts.
	Environment Environment `json:"environment"`

	// A licence, for those who may not learn its key.
	Data LicenseWithoutKey `json:"data"`
}

// LicenseValidation: The outcome of a validation.
type LicenseValidation struct {
	// Whether the code is `VALID`.
	Valid bool `json:"valid"`

	// The outcome. In the order they are looked at: `TYPO` (the check character does not fit),
	// `NOT_FOUND`, `REVOKED`, `SUSPENDED`, `EXPIRED`, `FINGERPRINT_REQUIRED` (the policy asks for
	// one), `NO_DEVICE` (none is activated), `FINGERPRINT_MISMATCH` (others are),
	// `HEARTBEAT_DEAD`, `TOO_MANY_DEVICES`, `ENTITLEMENT_MISSING`, `VALID`.
	Code LicenseCode `json:"code"`

	// The outcome for people.
	Detail string `json:"detail"`

	// The licence; null for `TYPO` and `NOT_FOUND`.
	License *LicenseStatus `json:"license"`

	// The device of the fingerprint; null if it is not activated.
	Device *LicenseDevice `json:"device"`
}

// LicenseWithoutKey: A licence, for those who may not learn its key.
type LicenseWithoutKey struct {
	// Identifies a licence.
	ID string `json:"id"`

	// Identifies a policy.
	PolicyID string `json:"policy_id"`

	// The licence's state now.
	Status LicenseState `json:"status"`

	// What you call it.
	Name *string `json:"name"`

	// Who has it, in your own words.
	Holder *string `json:"holder"`

	// How many devices it is good for, without overage; null for any number.
	MaxDevices *int64 `json:"max_devices"`

	// How many devices have a place now.
	Devices int64 `json:"devices"`

	// Features by name.
	Entitlements []string `json:"entitlements"`

	// Values of your own, as an order's number. Names of up to 40 characters.
	Metadata map[string]string `json:"metadata"`

	// When it expires; null for never, or while its duration has not begun.
	ExpiresAt *time.Time `json:"expires_at"`

	// When it was first activated on a device.
	ActivatedAt *time.Time `json:"activated_at"`

	// When it was first found valid.
	ValidatedAt *time.Time `json:"validated_at"`

	// When it was issued.
	CreatedAt time.Time `json:"created_at"`

	// When it was last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// RenameLicenseDevice: The device's new name.
type RenameLicenseDevice struct {
	// A label without control characters.
	Name string `json:"name"`
}

// RotateLicenseSigningKey: How to rotate.
type RotateLicenseSigningKey struct {
	// Seconds that the previous keys stay published.
	KeepPrevious int64 `json:"keep_previous"`
}

// SendHeartbeat: The device that is in use.
type SendHeartbeat struct {
	// The key as the customer typed it.
	Key string `json:"key"`

	// What tells the device from others, best a hash of something that does not change. Visible
	// ASCII.
	Fingerprint string `json:"fingerprint"`
}

// UpdateLicense: What to change. Fields left out stay.
type UpdateLicense struct {
	// Identifies a policy.
	PolicyID *string `json:"policy_id,omitzero"`

	// A label without control characters, or null for none.
	Name Nullable[string] `json:"name,omitzero"`

	// A label without control characters, or null for none.
	Holder Nullable[string] `json:"holder,omitzero"`

	// Its own number of devices; null for the policy's.
	MaxDevices Nullable[int64] `json:"max_devices,omitzero"`

	// Features by name.
	Entitlements []string `json:"entitlements,omitzero"`

	// Values of your own, as an order's number. Names of up to 40 characters.
	Metadata map[string]string `json:"metadata,omitzero"`

	// When it expires; null for never.
	ExpiresAt Nullable[time.Time] `json:"expires_at,omitzero"`
}

// UpdateLicensePolicy: What to change. Fields left out stay.
type UpdateLicensePolicy struct {
	// A label without control characters.
	Name *string `json:"name,omitzero"`

	// `node_locked`: a device keeps its place until it is removed. `floating`: as long as its
	// heartbeats come.
	Mode *LicenseMode `json:"mode,omitzero"`

	// How many devices a licence is good for; null for any number. 1 if left out.
	MaxDevices Nullable[int64] `json:"max_devices,omitzero"`

	// What happens beyond `max_devices`. The factors are rounded down.
	Overage *Overage `json:"overage,omitzero"`

	// Seconds until a licence expires, from `expiry_basis` on; null or left out for never.
	Duration Nullable[int64] `json:"duration,omitzero"`

	// When `duration` begins. `first_validation` is the first that finds the licence good.
	ExpiryBasis *ExpiryBasis `json:"expiry_basis,omitzero"`

	// Seconds after which a device that sent no heartbeat is dead. Null or left out: never, or 600
	// for `floating`.
	HeartbeatWindow Nullable[int64] `json:"heartbeat_window,omitzero"`

	// Whether a validation must name a device. False if left out.
	RequireFingerprint *bool `json:"require_fingerprint,omitzero"`

	// Whether an activation may remove another device. True if left out.
	AllowEviction *bool `json:"allow_eviction,omitzero"`

	// Features by name.
	Entitlements []string `json:"entitlements,omitzero"`
}

// ValidateLicense: What to validate.
type ValidateLicense struct {
	// The key as the customer typed it.
	Key string `json:"key"`

	// What tells the device from others, best a hash of something that does not change. Visible
	// ASCII.
	Fingerprint *string `json:"fingerprint,omitzero"`

	// Features by name.
	Entitlements []string `json:"entitlements,omitzero"`
}
