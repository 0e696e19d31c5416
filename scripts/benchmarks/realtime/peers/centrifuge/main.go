// Rooms on Centrifuge, the library that Centrifugo is made of: `centrifuge port`. As Centrifugo
// does, it checks each client's token (HS256, the key in BENCHMARK_KEY). No history is kept.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/centrifugal/centrifuge"
	"github.com/cristalhq/jwt/v5"
)

func main() {
	verifier, err := jwt.NewVerifierHS(jwt.HS256, []byte(os.Getenv("BENCHMARK_KEY")))
	if err != nil {
		log.Fatal(err)
	}
	node, err := centrifuge.New(centrifuge.Config{})
	if err != nil {
		log.Fatal(err)
	}
	node.OnConnecting(func(_ context.Context, event centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
		token, err := jwt.Parse([]byte(event.Token), verifier)
		if err != nil {
			return centrifuge.ConnectReply{}, centrifuge.DisconnectInvalidToken
		}
		var claims jwt.RegisteredClaims
		if json.Unmarshal(token.Claims(), &claims) != nil || !claims.IsValidAt(time.Now()) {
			return centrifuge.ConnectReply{}, centrifuge.DisconnectInvalidToken
		}
		return centrifuge.ConnectReply{
			Credentials: &centrifuge.Credentials{UserID: claims.Subject, ExpireAt: claims.ExpiresAt.Unix()},
		}, nil
	})
	node.OnConnect(func(client *centrifuge.Client) {
		client.OnSubscribe(func(_ centrifuge.SubscribeEvent, done centrifuge.SubscribeCallback) {
			done(centrifuge.SubscribeReply{}, nil)
		})
		client.OnPublish(func(_ centrifuge.PublishEvent, done centrifuge.PublishCallback) {
			done(centrifuge.PublishReply{}, nil)
		})
	})
	if err := node.Run(); err != nil {
		log.Fatal(err)
	}
	http.Handle("/connection/websocket", centrifuge.NewWebsocketHandler(node, centrifuge.WebsocketConfig{
		// The load may be kept waiting for its core: nobody is to be closed for that.
		PingPongConfig: centrifuge.PingPongConfig{PingInterval: 25 * time.Second, PongTimeout: 24 * time.Second},
	}))
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], nil)) }()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	<-stop
}
