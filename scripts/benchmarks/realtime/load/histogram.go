package main

import (
	"math/bits"
	"time"
)

const (
	fine    = 7
	buckets = (64 - fine) << fine
)

// histogram counts durations in buckets that are less than 1 % wide.
type histogram struct {
	counts [buckets]uint64
	total  uint64
}

func (h *histogram) add(d time.Duration) {
	h.counts[bucket(uint64(max(d, 0)))]++
	h.total++
}

func bucket(n uint64) int {
	shift := max(bits.Len64(n)-fine-1, 0)
	return shift<<fine + int(n>>shift)
}

// quantile is in microseconds.
func (h *histogram) quantile(q float64) float64 {
	left := uint64(q * float64(h.total))
	for n, count := range h.counts {
		if left < count {
			shift := max(n>>fine-1, 0)
			low := uint64(n-shift<<fine) << shift
			return (float64(low) + float64(uint64(1)<<shift)/2) / 1000
		}
		left -= count
	}
	return 0
}
