// Package realtime is the realtime connection of Stagewire: rooms over one WebSocket.
//
//	rt, err := realtime.Connect(ctx, "wss://stagewire.example.com", realtime.TokenFunc(fetchToken))
//	if err != nil {
//		return err
//	}
//	defer rt.Close()
//	room, err := rt.Subscribe(ctx, "chat-room-1")
//	if err != nil {
//		return err
//	}
//	for message, err := range room.All(ctx) {
//		...
//	}
//
// The connection stays, whatever happens to the WebSockets under it: lost ones are made anew with
// jittered exponential backoff, rooms go on where they were, and what could not be recovered is told
// as a Gap. It is safe for concurrent use.
package realtime
