module stagewire.dev/benchmarks/realtime/load

go 1.24
