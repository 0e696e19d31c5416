package stagewire

import (
	"context"
)

// SystemService: Whether the server lives, is ready, and which version it is.
type SystemService struct {
	transport *transport
}

// GetHealth: is the process alive.
//
// Answers as long as the process can. It asks nothing else, so use it to decide on restarts.
//
// Needs no API key.
func (s *SystemService) GetHealth(ctx context.Context, opts ...RequestOption) (*Health, error) {
	call := call{
		method: "GET",
		path:   "/health",
		accept: "application/json",
	}
	return send[*Health](ctx, s.transport, call, opts)
}

// GetReadiness: can the server do its work.
//
// Asks each part that requests need. When one does not answer, `503` names it; send traffic
// elsewhere until it does.
//
// Needs no API key.
func (s *SystemService) GetReadiness(ctx context.Context, opts ...RequestOption) (*Readiness, error) {
	call := call{
		method: "GET",
		path:   "/ready",
		accept: "application/json",
	}
	return send[*Readiness](ctx, s.transport, call, opts)
}

// GetVersion: which version runs.
//
// The version of the server and of each API it serves.
//
// Needs no API key.
func (s *SystemService) GetVersion(ctx context.Context, opts ...RequestOption) (*Version, error) {
	call := call{
		method: "GET",
		path:   "/version",
		accept: "application/json",
	}
	return send[*Version](ctx, s.transport, call, opts)
}

// GetMetrics: what the server measured.
//
// Counters and histograms in Prometheus' text format. Asked from another machine it takes an admin
// key; from the server's own loopback address it needs none.
//
// Needs the scope `admin`.
func (s *SystemService) GetMetrics(ctx context.Context, opts ...RequestOption) (string, error) {
	call := call{
		method:      "GET",
		path:        "/metrics",
		accept:      "text/plain",
		keyHeader:   "Authorization",
		keyPrefix:   "Bearer ",
		keyOptional: true,
	}
	body, err := s.transport.do(ctx, call, opts)
	return string(body), err
}

// ListBlocks: who is blocked.
//
// Every caller that is blocked now for going on against a rate limit, the longest remaining first.
// Only for admins.
//
// Needs the scope `admin`.
func (s *SystemService) ListBlocks(ctx context.Context, opts ...RequestOption) (*Blocks, error) {
	call := call{
		method:    "GET",
		path:      "/api/blocks",
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*Blocks](ctx, s.transport, call, opts)
}

// RemoveBlock: lift a block.
//
// Forgets what is known of a caller under a rule: its block, its strikes and its count. `lifted`
// says whether it was blocked. Only for admins.
//
// Needs the scope `admin`.
func (s *SystemService) RemoveBlock(ctx context.Context, body RemoveBlock, opts ...RequestOption) (*RemovedBlock, error) {
	call := call{
		method:    "POST",
		path:      "/api/blocks/lift",
		body:      body,
		accept:    "application/json",
		keyHeader: "Authorization",
		keyPrefix: "Bearer ",
	}
	return send[*RemovedBlock](ctx, s.transport, call, opts)
}
