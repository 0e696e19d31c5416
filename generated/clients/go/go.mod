module github.com/stagewire/stagewire-go

go 1.24
