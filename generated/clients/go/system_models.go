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

// Block: A caller that is blocked.
type Block struct {
	// The limit, by its name in the contract.
	Rule string `json:"rule"`

	// Who is blocked: an address, a key's id, or what else the rule counts by.
	Identity string `json:"identity"`

	// For how many seconds more.
	Seconds int64 `json:"seconds"`

	// How often it went on against the limit.
	Strikes int64 `json:"strikes"`
}

// Blocks: Every block in force.
type Blocks struct {
	// The blocks, the longest remaining first.
	Blocks []Block `json:"blocks"`
}

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

// RemoveBlock: Whose block to lift.
type RemoveBlock struct {
	// The limit.
	Rule string `json:"rule"`

	// The caller, as it is listed.
	Identity string `json:"identity"`
}

// RemovedBlock: What became of it.
type RemovedBlock struct {
	// Whether it was blocked.
	Lifted bool `json:"lifted"`
}

// Version: Versions.
type Version struct {
	// The server's.
	Version string `json:"version"`

	// Each API's, by its document's name.
	Apis map[string]string `json:"apis"`
}
