// Package stagewire is the Go client of Stagewire, generated from its contract.
//
// A Client holds the operations of every API:
//
//	client := stagewire.New()
//	link, err := client.Links.CreateLink(ctx, stagewire.CreateLink{URL: "https://example.com/"})
//
// Calls that are safe to repeat are tried again when the server is busy or cannot be reached.
// Errors are *Error when the server answered, *ConnectionError when it did not.
package stagewire

const clientVersion = "0.1.0"
