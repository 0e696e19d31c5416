package stagewire

// HealthStatus: Always `ok`.
type HealthStatus string

// Values of HealthStatus.
const (
	HealthStatusOk HealthStatus = "ok"
)

// ReadinessChecksValue: one of a few words.
type ReadinessChecksValue string

// Values of ReadinessChecksValue.
const (
	ReadinessChecksValueOk     ReadinessChecksValue = "ok"
	ReadinessChecksValueFailed ReadinessChecksValue = "failed"
)

// ReadinessStatus: All of them together.
type ReadinessStatus string

// Values of ReadinessStatus.
const (
	ReadinessStatusReady       ReadinessStatus = "ready"
	ReadinessStatusUnavailable ReadinessStatus = "unavailable"
)

// Health: The process answers.
type Health struct {
	// Always `ok`.
	Status HealthStatus `json:"status"`
}

// Readiness: Whether each part answers.
type Readiness struct {
	// All of them together.
	Status ReadinessStatus `json:"status"`

	// Each part by name.
	Checks map[string]ReadinessChecksValue `json:"checks"`
}

// Version: Versions.
type Version struct {
	// The server's.
	Version string `json:"version"`

	// Each API's, by its document's name.
	Apis map[string]string `json:"apis"`
}
